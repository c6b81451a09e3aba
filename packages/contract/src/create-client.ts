import type * as z from "zod/mini";

import type { AnswerOf, CallInput } from "./call.ts";
import { ApiError } from "./api-error.ts";
import { fillPath } from "./fill-path.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
import type { RouteName } from "./routes.ts";
import { failure } from "./schemas/failure.ts";

/** Names of the routes that answer with JSON. */
export type JsonRouteName = {
  [K in RouteName]: [AnswerOf<K>] extends [never] ? never : K;
}[RouteName];

/** Where the server is, and how it is spoken to. */
export interface ClientOptions {
  /** The address of the server with its base path, without a slash at the end; empty for the page's own. */
  readonly baseUrl: string;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** An API key. A page has its session and needs none. */
  readonly apiKey?: string | undefined;
}

/** Calls the server by the names of its routes. */
export interface Client {
  /** Throws {@link ApiError} when the server says no or answers with what this client does not know, and what `fetch` throws. */
  call<K extends JsonRouteName>(
    name: K,
    input: CallInput<K>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<AnswerOf<K>>;
}

interface Parts {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: object | undefined;
  readonly body?: object | undefined;
}

/** A client of one server. */
export function createClient({ baseUrl, apiKey, ...options }: ClientOptions): Client {
  return {
    call: async (name, input, { signal } = {}) => {
      const route: Route = routes[name];
      const parts: Parts = input;
      const query = new URLSearchParams(parts.query as Record<string, string> | undefined).toString();
      const send = options.fetch ?? fetch;
      const response = await send(
        `${baseUrl}${fillPath(route.path, parts.params ?? {})}${query === "" ? "" : `?${query}`}`,
        {
          method: route.method,
          headers: {
            accept: "application/json",
            ...(parts.body === undefined ? {} : { "content-type": "application/json" }),
            ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
          },
          body: parts.body === undefined ? null : JSON.stringify(parts.body),
          signal: signal ?? null,
        },
      );
      const text = await response.text();
      if (!response.ok) throw toApiError(response.status, text);
      return parseAnswer(route, text) as never;
    },
  };
}

function parseAnswer(route: Route, text: string): unknown {
  // The types let only routes with a schema come here.
  const schema = route.answer as z.ZodMiniType;
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ApiError({
    status: 200,
    code: "unknown-answer",
    message: `${route.method} ${route.path} answered with what this client does not know.`,
    advice: "Use the client of the server's own version.",
    cause: parsed.error,
  });
}

function toApiError(status: number, text: string): ApiError {
  const told = failure.safeParse(parseJson(text));
  if (told.success) return new ApiError({ status, ...told.data.error });
  return new ApiError({
    status,
    code: "unknown-answer",
    message: `The server answered with ${status}.`,
    advice: "Check that the address is that of pakt, and see its log.",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
