/** How many characters of the machine identifier tell servers apart. */
const SERVER_LENGTH = 8;

/** What a server is called in refs. */
export function toServerOfRef(machineIdentifier: string): string {
  return machineIdentifier.slice(0, SERVER_LENGTH);
}

/** The core's handle of a Plex copy: the server's short name and the rating key, e.g. `3f2a9c1d/501`. */
export function toRef(machineIdentifier: string, ratingKey: string): string {
  return `${toServerOfRef(machineIdentifier)}/${ratingKey}`;
}

/** The rating key of a ref. */
export function toRatingKey(ref: string): string {
  return ref.slice(ref.indexOf("/") + 1);
}

/** The server of a ref, as {@link toServerOfRef} names it. */
export function serverOfRef(ref: string): string {
  return ref.slice(0, Math.max(0, ref.indexOf("/")));
}
