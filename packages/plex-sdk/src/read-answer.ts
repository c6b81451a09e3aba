import { z } from "zod";

import type { HttpAnswer } from "./http.ts";
import { PlexError } from "./plex-error.ts";

/**
 * The body of a good answer, parsed and checked. Throws `unreadable-answer`, which names the place that does not fit and never quotes it.
 */
export function readAnswer<S extends z.ZodType>(
  answer: HttpAnswer,
  from: { readonly schema: S; readonly method: string; readonly url: string },
): z.output<S> {
  const parsed = from.schema.safeParse(parseJson(answer, from));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "the answer" : z.core.toDotPath(issue.path);
  throw unreadable(answer, { ...from, detail: `${where}: ${issue?.message ?? "does not fit"}` });
}

/** Writes answer with an empty body, which is not looked at; a web page in its place means that something else answered. */
export function expectNoPage(answer: HttpAnswer, from: { readonly method: string; readonly url: string }): void {
  if (!isPage(answer.text)) return;
  throw unreadable(answer, { ...from, detail: "a web page came back" });
}

function parseJson(answer: HttpAnswer, from: { readonly method: string; readonly url: string }): unknown {
  if (isPage(answer.text)) {
    throw unreadable(answer, { ...from, detail: "a web page or XML came back instead of JSON" });
  }
  try {
    return JSON.parse(answer.text);
  } catch {
    // The parser's own message quotes the body, so it is not kept as the cause.
    const detail = answer.text.trim() === "" ? "the body is empty" : "the JSON is broken or cut off";
    throw unreadable(answer, { ...from, detail });
  }
}

function isPage(text: string): boolean {
  return text.trimStart().startsWith("<");
}

function unreadable(
  answer: HttpAnswer,
  from: { readonly method: string; readonly url: string; readonly detail: string },
): PlexError {
  return new PlexError({
    code: "unreadable-answer",
    method: from.method,
    url: from.url,
    status: answer.status,
    detail: from.detail,
    mayHaveHappened: from.method !== "GET",
  });
}
