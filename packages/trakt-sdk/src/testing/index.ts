export type { Account, AccountSettings, StoredPlay, StoredRating } from "./account.ts";
export type {
  Catalogue,
  CatalogueEpisode,
  CatalogueMovie,
  CatalogueSeason,
  CatalogueShow,
  TitleType,
} from "./catalogue.ts";
export type { InMemoryTrakt, InMemoryTraktOptions } from "./create-in-memory-trakt.ts";
export { createInMemoryTrakt } from "./create-in-memory-trakt.ts";
export type { Fault } from "./fault.ts";
export type { Listening } from "./listen.ts";
export type { Paging } from "./pages.ts";
export type { InterceptedRequest, Interceptor, LoggedRequest, RequestLog } from "./service.ts";
export type { TokenOffice } from "./token-office.ts";
