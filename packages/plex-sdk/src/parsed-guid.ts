/** Where an id comes from; `plex` is Plex's own catalogue (24 hex digits). */
export type ExternalNamespace = "imdb" | "tmdb" | "tvdb" | "plex";

/** An id of another service. It means nothing without the type of its item. */
export interface ExternalId {
  readonly namespace: ExternalNamespace;
  /** As the service writes it: `tt0133093`, `603`. */
  readonly value: string;
}

/** What a guid says. */
export interface ParsedGuid extends ExternalId {
  /** `show`: the id is that of the show which the season or episode belongs to, never of the item. */
  readonly of: "item" | "show";
  /** From the guid's path. The item's own `parentIndex` and `index` go before it: the two can disagree after edits. */
  readonly season?: number;
  readonly episode?: number;
  /** Present when the guid numbers seasons and episodes in another order than the service that the id is from. */
  readonly ordering?: "other";
}
