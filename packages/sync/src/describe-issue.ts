import type { core } from "zod";

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/**
 * What is wrong in a JSON document, in words for people, with the place: `expected a number (batches.history)`. It quotes a value
 * only where there are a few words to choose from, so it shows no secret.
 */
export function describeIssue(issue: core.$ZodIssue, document: unknown): string {
  const place = issue.path.map(String).join(".");
  const sentence = sentenceOf(issue, document);
  return place === "" ? sentence : `${sentence} (${place})`;
}

function sentenceOf(issue: core.$ZodIssue, document: unknown): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `unknown key "${issue.keys[0] ?? ""}"`;
    case "invalid_value":
      return describeChoice(issue.values.map(String), valueAt(document, issue.path));
    case "invalid_type":
      return `expected ${KINDS[issue.expected] ?? issue.expected}`;
    case "too_small":
      return isNumber(issue.origin) ? `expected at least ${issue.minimum}` : "this must not be empty";
    case "too_big":
      return `expected at most ${issue.maximum}`;
    case "invalid_format":
      return issue.format === "url" ? "expected a web address" : issue.message;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function describeChoice(choices: readonly string[], value: unknown): string {
  if (choices.length === 1) return `expected ${choices.join("")}`;
  return typeof value === "string"
    ? `${JSON.stringify(value)} is not one of ${choices.join(", ")}`
    : `expected one of ${choices.join(", ")}`;
}

function isNumber(origin: string): boolean {
  return origin === "number" || origin === "int";
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === String(key))?.[1];
  }
  return value;
}
