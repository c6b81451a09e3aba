import type { Home } from "./home.ts";

/** Forgets what the home's profile read of the services. The state stays: only the next run's reads get longer. Returns the files that went. */
export async function clearCache(home: Home): Promise<{ readonly removed: readonly string[] }> {
  const removed = await home.storage.getKeys(`cache:${home.profile}`);
  for (const key of removed) await home.storage.removeItem(key);
  return { removed: removed.map((key) => key.replaceAll(":", "/")) };
}
