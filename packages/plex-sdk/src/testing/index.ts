export type { PlexConnectionRow, ResourceRow } from "./account-state.ts";
export type { DiscoverDesk } from "./discover-desk.ts";
export type { DiscoverOptions, TitleOptions } from "./discover-options.ts";
export type { ListedTitle, StoredTitle } from "./discover-store.ts";
export type { Fault, InterceptedRequest, Interceptor } from "./fault.ts";
export type { HomeMember } from "./home-member.ts";
export { createInMemoryPlex } from "./in-memory-plex.ts";
export type { InMemoryPlex, InMemoryPlexOptions, LibraryOptions } from "./in-memory-plex.ts";
export type {
  EpisodeOptions,
  FileOptions,
  ItemOptions,
  MovieOptions,
  SeasonOptions,
  ShowOptions,
} from "./item-options.ts";
export type { ItemShelf } from "./item-shelf.ts";
export type { Listening } from "./listen.ts";
export type { NewHomeUser, Person } from "./person.ts";
export type { LoggedRequest, RequestLog } from "./request-log.ts";
export type { StreamsInLists } from "./server-routes.ts";
export type { ItemState } from "./stored-item.ts";
