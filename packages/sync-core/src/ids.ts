/** Where an external id comes from. `plex` is Plex's own catalogue (the 24 hex digits of `plex://movie/…`). */
export type Namespace = "trakt" | "tmdb" | "tvdb" | "imdb" | "plex";

/** An external id: `namespace:value`, e.g. `tmdb:603` or `imdb:tt0133093`. It means nothing without an item's type. */
export type Id = `${Namespace}:${string}`;
