import type { z } from "zod";
import { isHtml } from "./answer-error.ts";
import { isWrite } from "./call.ts";
import type { TraktAnswer, TraktRequest } from "./call.ts";
import { TraktError } from "./trakt-error.ts";

/**
 * The body of a successful answer, checked by `schema`.
 *
 * Throws `unreadable-answer` for HTML, broken or cut JSON and another shape, naming where it differs. Neither the body nor the
 * parser's message (which quotes it) is kept: an answer may hold tokens.
 */
export function readAnswer<T>(request: TraktRequest, answer: TraktAnswer, schema: z.ZodType<T>): T {
  const fail = (what: string): never => {
    throw new TraktError({
      code: "unreadable-answer",
      message: `Trakt's answer could not be read: ${what}; try again later, and report it if it stays.`,
      method: request.method,
      url: answer.url,
      status: answer.status,
      mayHaveHappened: isWrite(request),
    });
  };
  const body = parseJson(answer.text);
  if (body === undefined)
    return fail(isHtml(answer.headers, answer.text) ? "a web page came in place of JSON" : "broken JSON");
  const read = schema.safeParse(body.value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  return fail(issue === undefined ? "an unknown shape" : `${toPath(issue.path)}: ${issue.message}`);
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined; // The parser's message quotes the body: the caller is told "broken JSON" and no more.
  }
}

function toPath(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return steps.join("").replace(/^\./, "") || "the whole";
}
