import type { Home } from "@pakt/sync";
import type { CliContext } from "../cli-context.ts";

/** Works with the home that the environment of a command names, and closes it: an open one keeps the process alive. Throws PaktError. */
export async function withHome<T>(
  { env, userHome, product }: CliContext,
  work: (home: Home) => Promise<T>,
): Promise<T> {
  const { openHome } = await import("@pakt/sync");
  const home = await openHome({ env, userHome, product });
  try {
    return await work(home);
  } finally {
    await home.close();
  }
}
