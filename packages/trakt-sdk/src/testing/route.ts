import type { z } from "zod";
import type { Answer, RouteRequest } from "./answer.ts";
import type { World } from "./world.ts";

/** One address and what it does. */
export interface Route {
  readonly method: "GET" | "POST";
  /** Named groups are handed to `run`. */
  readonly path: RegExp;
  /** Query keys it takes, each with the values it takes. */
  readonly query?: Readonly<Record<string, RegExp>>;
  readonly body?: z.ZodType;
  /** `account` needs a token, `app` only the app's key, `auth` neither. */
  readonly access: "account" | "app" | "auth";
  readonly run: (
    world: World,
    request: RouteRequest,
    params: Readonly<Record<string, string>>,
  ) => Answer | Promise<Answer>;
}

/** The query keys of paged lists. */
export const pageQuery = { page: /^[1-9]\d*$/, limit: /^[1-9]\d*$/ };

const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?$/;

/** The query keys of lists that take a range. */
export const rangeQuery = { start_at: date, end_at: date };
