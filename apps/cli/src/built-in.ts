/** Put in by the build, from PAKT_DEFAULT_TRAKT_CLIENT_ID; there is none in a build without it, nor where the sources run. */
declare const BUILT_IN_TRAKT_CLIENT_ID: string | undefined;

/** The Trakt app that pakt speaks with where a person names none of their own. */
export const traktClientId: string | undefined =
  typeof BUILT_IN_TRAKT_CLIENT_ID === "string" && BUILT_IN_TRAKT_CLIENT_ID !== ""
    ? BUILT_IN_TRAKT_CLIENT_ID
    : undefined;
