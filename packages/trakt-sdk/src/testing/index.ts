export type { AccountLimits, AccountSettings, AccountSettingsChange } from "./account-settings.ts";
export type { Account, StoredPlay, StoredRating } from "./account.ts";
export type {
  Catalogue,
  CatalogueEpisode,
  CatalogueMovie,
  CatalogueSeason,
  CatalogueShow,
  TitleType,
} from "./catalogue.ts";
export type { Copy, StoredCollected } from "./collection-shelf.ts";
export type { InMemoryTrakt, InMemoryTraktOptions } from "./create-in-memory-trakt.ts";
export { createInMemoryTrakt } from "./create-in-memory-trakt.ts";
export type { Fault } from "./fault.ts";
export type { Listening } from "./listen.ts";
export type { Paging } from "./pages.ts";
export type { InterceptedRequest, Interceptor, LoggedRequest, RequestLog } from "./service.ts";
export type { ShownLimits } from "./shown-limits.ts";
export type { TokenOffice } from "./token-office.ts";
export type { StoredWatchlistEntry } from "./watchlist-shelf.ts";
