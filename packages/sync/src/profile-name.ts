import { z } from "zod";

/** The profile that the top level of `config.json` is. */
export const DEFAULT_PROFILE = "default";

/** What a name may be, one sentence. */
export const NAME_RULE =
  "a profile's name is made of small letters, digits, - and _, begins with a letter or digit, and has at most 32 of them";

/** Names that mean something else: of pakt's own files beside those of the profiles, and of devices on Windows. */
const TAKEN: ReadonlySet<string> = new Set([DEFAULT_PROFILE, "client-identifier", "plan-key", "doctor", "constructor"]);
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** Whether a profile can be called so. It becomes the name of a folder, on any file system. */
export function isProfileName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]{0,31}$/.test(name) && !TAKEN.has(name) && !DEVICE.test(name);
}

/** The name of a profile beside `default`. */
export const profileName = z.string().refine(isProfileName, {
  error: ({ input }) => `"${String(input)}" cannot be the name of a profile: ${NAME_RULE}`,
});
