import { z } from "zod";

const count = z.object({ item_count: z.number().nullish() }).nullish();
const flag = z.boolean().nullish();

/** The answer of `/users/settings`, as far as it is used. */
export const settingsSchema = z.object({
  user: z.object({
    username: z.string(),
    name: z.string().nullish(),
    vip: flag,
    vip_ep: flag,
    vip_og: flag,
    ids: z.object({ slug: z.string().nullish(), trakt: z.number().nullish(), uuid: z.string().nullish() }).nullish(),
  }),
  account: z.object({ timezone: z.string().nullish() }).nullish(),
  // Every key is optional: the current contract names three, older answers six.
  limits: z
    .object({
      list: z.object({ count: z.number().nullish(), item_count: z.number().nullish() }).nullish(),
      watchlist: count,
      favorites: count,
      collection: count,
      notes: count,
    })
    .nullish(),
  browsing: z.object({ watch_only_once: flag, watch_after_rating: flag }).nullish(),
});

/**
 * Who the account is and what it may hold. `browsing` comes with `extended: "browsing"` only; its `watch_only_once` merges further
 * plays of a title into one.
 @useDeclaredType */
export type TraktSettings = z.infer<typeof settingsSchema>;
