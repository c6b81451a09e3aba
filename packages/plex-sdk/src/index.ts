export { systemClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export type { CallOptions, PlexClientOptions, RequestEvent, RetryOptions } from "./client-options.ts";
export type { HistoryOptions, PlexHistoryRow } from "./list-history.ts";
export type { ItemsOptions } from "./list-items.ts";
export type { ListPage, Page, PageRequest } from "./page.ts";
export { paginate } from "./paginate.ts";
export type { PageProgress, PaginateOptions, PaginationProof } from "./paginate.ts";
export { isPlexError, PlexError } from "./plex-error.ts";
export type { PlexErrorCode, PlexErrorFields } from "./plex-error.ts";
export { satisfiesFilter } from "./plex-filter.ts";
export type { PlexFilter, PlexFilterField, PlexFilterOperator } from "./plex-filter.ts";
export type {
  PlexEpisode,
  PlexItem,
  PlexItemFields,
  PlexItemOf,
  PlexItemType,
  PlexMedia,
  PlexMovie,
  PlexPart,
  PlexSeason,
  PlexShow,
} from "./plex-item.ts";
export type { PlexLibrary } from "./plex-library.ts";
export { createPlexServer } from "./plex-server.ts";
export type { PlexServer, PlexServerOptions } from "./plex-server.ts";
export type { PlexIdentity, PlexServerAbout, PlexServerAccount } from "./server-answers.ts";
export type { MarkOptions, RateOptions } from "./write-state.ts";
