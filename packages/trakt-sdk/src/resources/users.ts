import type { Call } from "../call.ts";
import type { CallOptions } from "../oauth/oauth.ts";
import { settingsSchema } from "../schemas/settings.ts";
import type { TraktSettings } from "../schemas/settings.ts";
import { statsSchema } from "../schemas/stats.ts";
import type { TraktStats } from "../schemas/stats.ts";
import { read } from "./request.ts";

/** The account itself. */
export interface TraktUsers {
  /** VIP flag and limits; with `extended: "browsing"` also how plays are counted. */
  settings(options?: CallOptions & { readonly extended?: "browsing" }): Promise<TraktSettings>;
  stats(options?: CallOptions): Promise<TraktStats>;
}

/** The `users` part of a client. */
export function createUsers(call: Call): TraktUsers {
  return {
    settings: (options) =>
      read(call, {
        path: "/users/settings",
        query: { extended: options?.extended },
        schema: settingsSchema,
        signal: options?.signal,
      }),
    stats: (options) => read(call, { path: "/users/me/stats", schema: statsSchema, signal: options?.signal }),
  };
}
