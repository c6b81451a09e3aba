import type { InMemoryTrakt } from "@pakt/trakt-sdk/testing";
import { SHELVED_AT } from "./household.ts";
import { DEFAULT_VERSIONS, FILES, findBestFile } from "./sample-files.ts";
import type { Metadata } from "./sample-files.ts";
import type { SampleTitle } from "./sample-title.ts";

/** A disc on a shelf, as a person enters it. */
const BLURAY: Metadata = {
  media_type: "bluray",
  resolution: "hd_1080p",
  audio: "dts_ma",
  audio_channels: "5.1",
};

/** Records in the account what was seen, rated and collected. */
export function recordOnTrakt(
  type: "movie" | "show" | "season" | "episode",
  title: SampleTitle,
  { account }: InMemoryTrakt,
): void {
  const { ids, trakt: state = {} } = title;
  const { watchedAt, rating, ratedAt } = state;
  if (rating !== undefined && ratedAt !== undefined) {
    account.rate(type, ids.trakt, rating, ratedAt);
  }
  if (type === "show" || type === "season") {
    return;
  }
  if (watchedAt !== undefined) {
    account.watch(type, ids.trakt, watchedAt);
  }
  const metadata = metadataAtFirst(title);
  if (metadata !== undefined) {
    account.collect(type, ids.trakt, { at: SHELVED_AT, metadata });
  }
}

/** What Trakt's collection should say of a movie or episode: what its best file is like, or what a person said of a disc. */
export function rightMetadata({ plex = [], collected }: SampleTitle): Metadata | undefined {
  const names = plex.flatMap(({ versions = DEFAULT_VERSIONS }) => versions);
  return collected === "bluray" ? BLURAY : findBestFile(names)?.metadata;
}

function metadataAtFirst(title: SampleTitle): Metadata | undefined {
  const { collected } = title;
  if (collected === "nothing") {
    return undefined;
  }
  return collected === undefined || collected === "bluray" ? rightMetadata(title) : FILES[collected].metadata;
}
