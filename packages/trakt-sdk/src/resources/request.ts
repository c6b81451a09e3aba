import type { z } from "zod";
import type { Call, TraktRequest } from "../call.ts";
import { toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";
import { readAnswer } from "../read-answer.ts";

/** Reads one answer: path, query, schema. */
export async function read<T>(
  call: Call,
  get: {
    readonly path: string;
    readonly schema: z.ZodType<T>;
    readonly query?: TraktRequest["query"];
    readonly signal?: AbortSignal | undefined;
  },
): Promise<T> {
  const request: TraktRequest = { method: "GET", host: "api", path: get.path, query: get.query, signal: get.signal };
  return readAnswer(request, await call(request), get.schema);
}

/** Reads one page; `toRows` turns the checked body into rows. */
export async function readPage<T, Row>(
  call: Call,
  get: {
    readonly path: string;
    readonly schema: z.ZodType<T>;
    readonly query?: TraktRequest["query"];
    readonly toRows: (body: T) => readonly Row[];
    readonly page: PageRequest;
  },
): Promise<Page<Row>> {
  const { page, limit, signal } = get.page;
  const request: TraktRequest = {
    method: "GET",
    host: "api",
    path: get.path,
    query: { ...get.query, page, limit },
    signal,
  };
  const answer = await call(request);
  return toPage(get.toRows(readAnswer(request, answer, get.schema)), get.page, answer);
}

/** Posts a body and reads the answer. */
export async function write<T>(
  call: Call,
  post: {
    readonly path: string;
    readonly schema: z.ZodType<T>;
    readonly body: unknown;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<T> {
  const request: TraktRequest = { method: "POST", host: "api", path: post.path, body: post.body, signal: post.signal };
  return readAnswer(request, await call(request), post.schema);
}
