import type { AnswerOf, CallOf, RouteName } from "@pakt/contract";

import type { Caller } from "../access/access-desk.ts";

/** Who asks, and how the answer may be dressed. */
export interface RequestContext {
  readonly caller: Caller;
  readonly request: Request;
  /** Where the caller is; behind a trusted proxy what the proxy says. */
  readonly address: string;
  /** Whether the caller would still be let in. */
  readonly isStillAdmitted: () => boolean;
  /** Gives the caller a session, or takes it away. */
  readonly setSession: (secret: string | undefined) => void;
}

/** Answers one route. Routes that answer with no JSON, and those that choose a status, give a response of their own. */
export type Handler<K extends RouteName> = (
  input: CallOf<K>,
  context: RequestContext,
) => AnswerOf<K> | Response | Promise<AnswerOf<K> | Response>;

/** A handler for every route: the compiler names those that are missing. */
export type Handlers = { readonly [K in RouteName]: Handler<K> };
