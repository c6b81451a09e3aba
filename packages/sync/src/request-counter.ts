/** Counts the requests that reached the wire. */
export interface RequestCounter {
  readonly plex: number;
  readonly trakt: number;
  readonly countPlex: () => void;
  readonly countTrakt: () => void;
}

/** A counter at zero. */
export function createRequestCounter(): RequestCounter {
  let plex = 0;
  let trakt = 0;
  return {
    get plex() {
      return plex;
    },
    get trakt() {
      return trakt;
    },
    countPlex: () => {
      plex += 1;
    },
    countTrakt: () => {
      trakt += 1;
    },
  };
}
