/** How many characters of the machine identifier tell servers apart. */
const SERVER_LENGTH = 8;

/** The core's handle of a Plex copy: the server's short name and the rating key, e.g. `3f2a9c1d/501`. */
export function toRef(machineIdentifier: string, ratingKey: string): string {
  return `${machineIdentifier.slice(0, SERVER_LENGTH)}/${ratingKey}`;
}

/** The rating key of a ref. */
export function toRatingKey(ref: string): string {
  return ref.slice(ref.indexOf("/") + 1);
}
