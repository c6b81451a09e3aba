export type { PlexConnection, PlexHomeUser, PlexResource, PlexUser } from "./account-answers.ts";
export { systemClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export type { CallOptions, PlexClientOptions, RequestEvent, RetryOptions } from "./client-options.ts";
export { toCandidates } from "./connection-candidates.ts";
export type { ConnectionCandidate } from "./connection-candidates.ts";
export { hasStreams } from "./has-streams.ts";
export { idsFromGuid } from "./ids-from-guid.ts";
export { idsOfItem } from "./ids-of-item.ts";
export type { ItemIds } from "./ids-of-item.ts";
export { idsOfWatchlistItem } from "./ids-of-watchlist-item.ts";
export type { HistoryOptions, PlexHistoryRow } from "./list-history.ts";
export type { ItemsOptions } from "./list-items.ts";
export type { MatchOptions } from "./match-title.ts";
export { mediaFingerprint } from "./media-fingerprint.ts";
export type { Page, PageList, PageRequest } from "./page.ts";
export { paginate } from "./paginate.ts";
export type { PageProgress, PaginateOptions, PaginationProof } from "./paginate.ts";
export type { ExternalId, ExternalNamespace, ParsedGuid } from "./parsed-guid.ts";
export { createPlexAccount } from "./plex-account.ts";
export type { CreatePinOptions, PlexAccount, PlexAccountOptions, SwitchHomeUserOptions } from "./plex-account.ts";
export { createPlexDiscover } from "./plex-discover.ts";
export type { PlexDiscover, PlexDiscoverOptions } from "./plex-discover.ts";
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
  PlexMovie,
  PlexSeason,
  PlexShow,
} from "./plex-item.ts";
export type { PlexLibrary } from "./plex-library.ts";
export type { PlexMedia, PlexPart, PlexStream } from "./plex-media.ts";
export type { PlexPin } from "./plex-pin.ts";
export { createPlexServer } from "./plex-server.ts";
export type { PlexServer, PlexServerOptions } from "./plex-server.ts";
export { probeConnections } from "./probe-connections.ts";
export type { ProbeOptions, ProbedConnection, ProbeResult } from "./probe-connections.ts";
export { qualityOf } from "./quality.ts";
export { qualityScore } from "./quality-score.ts";
export { PLEX_AUDIOS, PLEX_CHANNELS, PLEX_HDRS, PLEX_RESOLUTIONS } from "./quality-words.ts";
export type {
  MediaQuality,
  MediaQualityPart,
  PlexAudio,
  PlexChannels,
  PlexHdr,
  PlexResolution,
} from "./quality-words.ts";
export type { WatchlistAnswer, WatchlistOptions } from "./read-watchlist.ts";
export type { PlexIdentity, PlexServerAbout, PlexServerAccount } from "./server-answers.ts";
export type { WaitForPinOptions } from "./wait-for-pin.ts";
export type { PlexWatchlistItem } from "./watchlist-item.ts";
export type { MarkOptions, RateOptions } from "./write-state.ts";
export type { WatchlistOutcome, WatchlistWriteOptions } from "./write-watchlist.ts";
