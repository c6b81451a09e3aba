/** Takes secrets out of what is kept or shown outside of the credentials: the log, and what is sent to those who help. */
export interface Redactor {
  /** Notes secrets that are in use; from now on they are taken out wherever they stand. */
  know(secrets: readonly (string | undefined)[]): void;
  /** A text without secrets: without those that are known, and without what stands where tokens and passwords stand. */
  text(text: string): string;
  /** A plain value whose texts, names of keys among them, hold no secrets. */
  value(value: unknown): unknown;
}

/** What stands in place of a secret. No secret is made of it, so that taking one out never makes another. */
const MARK = "…";

const NAMES =
  "(?:x-plex-token|(?:access|refresh|auth|id)_?-?token|(?<![a-z])token|client_?-?secret|(?<![a-z])secret|password|passwd|api_?-?key|device_?code|code_?verifier)";
const SECRET_NAME = new RegExp(`${NAMES}$`, "i");

/** Where tokens and passwords stand, whoever's they are: behind their names, in headers, in the user part of an address. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${MARK}`],
  [new RegExp(String.raw`(${NAMES}\\?["']?\s*[=:]\s*\\?["']?)[^\s"'&,;)}\]\\]+`, "gi"), `$1${MARK}`],
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/]*@/gi, `$1${MARK}@`],
];

/** What is shorter is a part of too many words: it is taken out only where it stands alone. No service gives tokens so short. */
const SHORT = 6;

/** A redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  const text = (whole: string): string => {
    // The longest first: one may be a part of another.
    const left = [...known].toSorted((a, b) => b.length - a.length).reduce(takeOut, whole);
    return PLACES.reduce((rest, [place, replacement]) => rest.replace(place, replacement), left);
  };
  const value = (whole: unknown): unknown => {
    if (typeof whole === "string") return text(whole);
    if (Array.isArray(whole)) return whole.map(value);
    if (typeof whole !== "object" || whole === null) return whole;
    return Object.fromEntries(
      Object.entries(whole).map(([key, each]) => [
        text(key),
        typeof each === "string" && SECRET_NAME.test(key) ? MARK : value(each),
      ]),
    );
  };
  return {
    know: (secrets) => {
      for (const secret of secrets) for (const form of formsOf(secret)) known.add(form);
    },
    text,
    value,
  };
}

function takeOut(text: string, secret: string): string {
  if (secret.length >= SHORT) return text.replaceAll(secret, MARK);
  const alone = new RegExp(
    `(?<![A-Za-z0-9])${secret.replaceAll(/[^A-Za-z0-9]/g, String.raw`\$&`)}(?![A-Za-z0-9])`,
    "g",
  );
  return text.replace(alone, MARK);
}

/** A secret as it stands in a header, in an address and in JSON. */
function formsOf(secret: string | undefined): readonly string[] {
  if (secret === undefined || secret === "") return [];
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}
