export type { Clock } from "./clock.ts";
export { systemClock } from "./clock.ts";
export type { Collected, CollectedAt, CollectionBody } from "./collection-body.ts";
export type { Trakt } from "./create-trakt.ts";
export { createTrakt } from "./create-trakt.ts";
export type { DeviceCode, DevicePoll } from "./oauth/device.ts";
export type { CallOptions, TraktOAuth } from "./oauth/oauth.ts";
export type { Pkce } from "./oauth/pkce.ts";
export { createPkce } from "./oauth/pkce.ts";
export type { RequestEvent, TraktOptions } from "./options.ts";
export type { Page, PageList, PageRequest } from "./page.ts";
export type { PageProgress, PaginateOptions, PaginationProof } from "./paginate.ts";
export { paginate } from "./paginate.ts";
export type { TraktSearch } from "./resources/search.ts";
export type { TraktShows } from "./resources/shows.ts";
export type { HistoryOptions, TraktSyncLists } from "./resources/sync-lists.ts";
export type { TraktSync } from "./resources/sync.ts";
export type { TraktUsers } from "./resources/users.ts";
export type { TraktCollectedMovie, TraktCollectedShow, TraktMinimalCollected } from "./schemas/collection.ts";
export type { TraktHistoryEntry } from "./schemas/history.ts";
export type { TraktLastActivities } from "./schemas/last-activities.ts";
export type {
  TraktAudio,
  TraktAudioChannels,
  TraktHdr,
  TraktMediaType,
  TraktMetadata,
  TraktMetadataBody,
  TraktResolution,
} from "./schemas/media-metadata.ts";
export {
  TRAKT_AUDIO,
  TRAKT_AUDIO_CHANNELS,
  TRAKT_HDR,
  TRAKT_MEDIA_TYPES,
  TRAKT_RESOLUTIONS,
} from "./schemas/media-metadata.ts";
export type { TraktRating } from "./schemas/rating.ts";
export type { TraktSearchResult } from "./schemas/search-result.ts";
export type { TraktSeason } from "./schemas/season.ts";
export type { TraktSettings } from "./schemas/settings.ts";
export type { TraktStats } from "./schemas/stats.ts";
export type { SyncAnswer, TraktNotFound, TraktSyncCounts } from "./schemas/sync-answer.ts";
export type { TraktEpisode, TraktMovie, TraktSeasonTitle, TraktShow } from "./schemas/title.ts";
export type { TraktMinimalWatchedMovie, TraktMinimalWatchedShow } from "./schemas/watched-minimal.ts";
export type { TraktWatchedMovie, TraktWatchedShow, TraktWatchedShowProgress } from "./schemas/watched.ts";
export type { TraktWatchlistEntry } from "./schemas/watchlist.ts";
export type {
  EpisodeIds,
  HistoryBody,
  HistoryRemoval,
  MovieIds,
  RatingsBody,
  RatingValue,
  SeasonIds,
  ShowIds,
  TitlesBody,
  WatchedAt,
} from "./sync-body.ts";
export type { Tokens, TokenStore } from "./tokens.ts";
export { createMemoryTokenStore } from "./tokens.ts";
export type { TraktErrorCode, TraktErrorFacts } from "./trakt-error.ts";
export {
  isTraktError,
  TraktAccountLimitError,
  TraktError,
  TraktRateLimitError,
  TraktVipRequiredError,
} from "./trakt-error.ts";
export type { UtcTime } from "./utc-time.ts";
export { toUtcTime } from "./utc-time.ts";
export type { WatchlistBody } from "./watchlist-body.ts";
