import { z } from "zod";

/*
 * Plex writes the same value as 8, "8", true, 1 or "1", depending on the endpoint. This file is the only place that knows.
 * Absent, null and "" all mean absent.
 */

/** A number, also when written as text; undefined for what is none. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A text, also when written as a number (ids are both); undefined for what is none. */
export function toText(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" ? String(value) : undefined;
}

/** A yes or no: `true`, `1`, `"1"` and `"true"` are yes; undefined for what is neither. */
export function toFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === "1" || value === "true") return true;
  return value === 0 || value === "0" || value === "false" ? false : undefined;
}

/** Whether a value is one of those that mean nothing. */
export function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

/** A number that may be absent; anything else does not fit. */
export const wireNumber = checked(toNumber, "a number was expected");

/** A text that may be absent; anything else does not fit. */
export const wireText = checked(toText, "a text was expected");

/** A yes or no that may be absent; anything else does not fit. */
export const wireFlag = checked(toFlag, "a yes or no was expected");

/** A text that has to be there, such as a key. */
export const wireKey = z.transform((value: unknown, context): string => {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  context.issues.push({ code: "custom", message: "a key was expected", input: undefined });
  return "";
});

/** A list that is left out, or null, when it is empty. */
export function wireList<S extends z.ZodType>(row: S): z.ZodOptional<z.ZodNullable<z.ZodArray<S>>> {
  return z.array(row).nullable().optional();
}

function checked<T>(
  read: (value: unknown) => T | undefined,
  message: string,
): z.ZodOptional<z.ZodTransform<T | undefined>> {
  return z
    .transform((value: unknown, context): T | undefined => {
      const known = read(value);
      if (known === undefined && !isAbsent(value)) context.issues.push({ code: "custom", message, input: undefined });
      return known;
    })
    .optional();
}
