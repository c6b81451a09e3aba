import type { Home } from "./home.ts";
import { isPaktError } from "./pakt-error.ts";
import type { PaktError } from "./pakt-error.ts";

const PROBE = "state:doctor";

/** Why nothing can be written where pakt remembers; `undefined` where it can. */
export async function probeHome(home: Home): Promise<PaktError | undefined> {
  try {
    await home.storage.setItemRaw(PROBE, "");
    await home.storage.removeItem(PROBE);
    return undefined;
  } catch (error) {
    if (!isPaktError(error)) throw error;
    return error;
  }
}
