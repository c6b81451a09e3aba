import { MAX_BODY_BYTES } from "@pakt/contract";
import type { Route } from "@pakt/contract";

import { HttpFailure } from "./http-failure.ts";

/** A request's path parameters, query and body, checked by its route. */
export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Reads what a route takes of a request. Throws HttpFailure that names the place of what is wrong. */
export async function readInput(
  route: Route,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<Input> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return {
    params: route.params === undefined ? params : check(route.params, params, "path"),
    query: route.query === undefined ? undefined : check(route.query, query, "query"),
    body: route.body === undefined ? undefined : check(route.body, await readBody(route, request), "body"),
  };
}

async function readBody(route: Route, request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  // A form of a foreign page cannot send this type unasked.
  if (!/^application\/json\b/i.test(type)) {
    throw new HttpFailure({
      status: 415,
      code: "not-json",
      message: "The body is not said to be JSON.",
      advice: "Send it with content-type: application/json.",
    });
  }
  const text = await readText(request, route.maxBodyBytes ?? MAX_BODY_BYTES);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpFailure({
      status: 400,
      code: "not-json",
      message: "The body is not valid JSON.",
      advice: "Send one JSON document.",
    });
  }
}

async function readText(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(limit: number): HttpFailure {
  return new HttpFailure({
    status: 413,
    code: "too-large",
    message: `The body is larger than ${limit} bytes.`,
    advice: "Send less.",
    // What is left of it is not waited for.
    headers: { connection: "close" },
  });
}

function check(
  schema: NonNullable<Route["body"]> | NonNullable<Route["params"]>,
  value: unknown,
  part: string,
): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({
    path: [...issue.path.map(String), ...(issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])].join("."),
    message: issue.code === "unrecognized_keys" ? "is not known here" : issue.message,
  }));
  const [first] = fields;
  const place = first === undefined || first.path === "" ? "" : `${first.path}: `;
  throw new HttpFailure({
    status: 400,
    code: "invalid",
    message: `The ${part} is not as this route takes it: ${place}${first?.message ?? "wrong shape"}.`.replace(
      /\.+$/,
      ".",
    ),
    advice: "See /openapi.json for what it takes.",
    fields,
  });
}
