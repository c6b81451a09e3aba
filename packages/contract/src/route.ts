// Everywhere in this package all of zod/mini is imported as one name: bundlers then leave out what is not used, and `{ z }` brings every language.
import type * as z from "zod/mini";

/**
 * Who may call a route. `public`: anyone. `read`: a signed-in page, or any API key. `write`: a signed-in page, or a key that may write.
 * `session`: a signed-in page only, never a key.
 */
export type Access = "public" | "read" | "write" | "session";

/** What a route answers with besides JSON. */
export type PlainAnswer = "text" | "events";

/** One route of the server: enough to serve it, to guard it, to call it and to describe it. */
export interface Route {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** From the root of the server; `:name` is a parameter, one segment long. */
  readonly path: `/${string}`;
  /** What it does, in the imperative, one line. */
  readonly summary: string;
  readonly access: Access;
  /** Of the parameters in the path; without it each is any text. */
  readonly params?: z.ZodMiniType<Readonly<Record<string, string>>>;
  readonly query?: z.ZodMiniType<object>;
  readonly body?: z.ZodMiniType<object>;
  /** How large a body may be, bytes. Default {@link MAX_BODY_BYTES}. */
  readonly maxBodyBytes?: number;
  readonly answer: z.ZodMiniType | PlainAnswer;
  /** Default 200. */
  readonly status?: 201 | 202;
}

/** How large a body may be where a route says nothing else, bytes. */
export const MAX_BODY_BYTES = 64 * 1024;
