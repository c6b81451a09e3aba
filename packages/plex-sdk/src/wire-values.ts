import { z } from "zod";

/*
 * Plex writes the same value as 8, "8", true, 1 or "1", depending on the endpoint. These three readers are the only place that knows.
 * Absent, null and "" all mean absent.
 */

/** A number, also when written as text. */
export const wireNumber = z
  .transform((value: unknown, context): number | undefined => {
    if (typeof value === "number") return value;
    if (value === null || value === undefined || value === "") return undefined;
    const number = typeof value === "string" ? Number(value) : Number.NaN;
    if (Number.isFinite(number)) return number;
    context.issues.push({ code: "custom", message: "a number was expected", input: undefined });
    return undefined;
  })
  .optional();

/** A text, also when written as a number (ids are both). */
export const wireText = z
  .transform((value: unknown, context): string | undefined => {
    if (typeof value === "string") return value === "" ? undefined : value;
    if (value === null || value === undefined) return undefined;
    if (typeof value === "number") return String(value);
    context.issues.push({ code: "custom", message: "a text was expected", input: undefined });
    return undefined;
  })
  .optional();

/** A yes or no: `true`, `1` and `"1"` are yes. */
export const wireFlag = z
  .transform((value: unknown, context): boolean | undefined => {
    if (typeof value === "boolean") return value;
    if (value === null || value === undefined || value === "") return undefined;
    if (value === 1 || value === "1" || value === "true") return true;
    if (value === 0 || value === "0" || value === "false") return false;
    context.issues.push({ code: "custom", message: "a yes or no was expected", input: undefined });
    return undefined;
  })
  .optional();

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
