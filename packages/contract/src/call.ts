import type * as z from "zod/mini";

import type { Route } from "./route.ts";
import type { RouteName, Routes } from "./routes.ts";

/** The names of the parameters in a path. */
type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type ParamsOf<R extends Route> = R extends { readonly params: infer Schema extends z.ZodMiniType }
  ? z.output<Schema>
  : Readonly<Record<ParamNames<R["path"]>, string>>;

type PartOf<R extends Route, Part extends "query" | "body"> =
  R extends Readonly<Record<Part, infer Schema extends z.ZodMiniType>> ? z.output<Schema> : undefined;

/** What a route is called with, checked. */
export interface CallOf<K extends RouteName> {
  readonly params: ParamsOf<Routes[K]>;
  readonly query: PartOf<Routes[K], "query">;
  readonly body: PartOf<Routes[K], "body">;
}

/** What a route answers with as JSON; text and events are responses of their own. */
export type AnswerOf<K extends RouteName> = Routes[K]["answer"] extends z.ZodMiniType
  ? ReadonlyDeep<z.output<Routes[K]["answer"]>>
  : never;

/** Answers are values: nobody changes them. */
type ReadonlyDeep<T> = T extends readonly (infer Entry)[]
  ? readonly ReadonlyDeep<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }
    : T;

/** Only what a route needs has to be given. */
export type CallInput<K extends RouteName> = Pick<
  CallOf<K>,
  (keyof ParamsOf<Routes[K]> extends never ? never : "params") | (CallOf<K>["body"] extends undefined ? never : "body")
> & { readonly query?: CallOf<K>["query"] };
