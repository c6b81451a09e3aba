import type { Check } from "./examination.ts";
import type { Home } from "./home.ts";
import { isPaktError } from "./pakt-error.ts";
import { probeHome } from "./probe-home.ts";
import { recoverState } from "./recover.ts";

/** Whether what is stored can be read, and more can be written. */
export async function examineHome(home: Home): Promise<Check> {
  try {
    await home.credentials.plexToken();
    const { base } = await recoverState(home, { save: false });
    const failure = await probeHome(home);
    if (failure !== undefined) throw failure;
    const titles = Object.keys(base.records).length;
    const known = titles === 0 ? "no run yet" : `${titles} titles that both sides agree on`;
    return { subject: "home", status: "good", message: `${placeOf(home)} can be read and written: ${known}.` };
  } catch (error) {
    if (!isPaktError(error)) throw error;
    return { subject: "home", status: "bad", message: error.message, advice: error.advice };
  }
}

/** Where all that pakt remembers is. */
function placeOf(home: Home): string {
  return home.environment.storageUrl === undefined ? home.folder : home.nameOf("state");
}
