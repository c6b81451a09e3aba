import { describe, expect, it } from "vitest";
import {
  baseOf,
  complete,
  now,
  plexEpisode,
  plexMovie,
  plexSnapshot,
  policy,
  traktMovie,
  traktSnapshot,
  withPolicy,
  type Story,
} from "../test/builders.ts";
import { emptyBase } from "./base.ts";
import { explain, type Explained } from "./explain.ts";
import { indexSnapshot } from "./index-snapshot.ts";
import { emptyLedger } from "./ledger.ts";

const at = "2026-11-20T20:00:30.000Z";

function ask(query: string, { plex, trakt, base, policy: chosen }: Story): Explained {
  return explain(
    {
      plex: indexSnapshot("items" in plex ? plex : plexSnapshot(plex)),
      trakt: indexSnapshot("items" in trakt ? trakt : traktSnapshot(trakt)),
      base: base ?? emptyBase,
      ledger: emptyLedger,
      policy: chosen ?? policy,
      now,
    },
    query,
  );
}

function reasonsOf(explained: Explained): Record<string, string> {
  if (explained.kind !== "explained") throw new Error(`It says ${explained.kind}.`);
  return Object.fromEntries(explained.explanation.fields.map(({ field, reason }) => [field, reason]));
}

const seen = plexMovie({ watched: { at, plays: 1 }, rating: { value: 8, at } });

describe("explain", () => {
  it.each(["tmdb:603", "movie:tmdb:603", "tt0133093", "the matrix", "The Matrix (1999)", "matrix"])(
    "finds a title by %s",
    (query) => {
      expect(ask(query, { plex: [seen], trakt: [] })).toMatchObject({
        kind: "explained",
        explanation: { title: "The Matrix (1999)", copies: [{ ref: "a" }] },
      });
    },
  );

  it("names the rule for each field, and what the next run writes", () => {
    const explained = ask("matrix", { plex: [seen], trakt: [] });
    expect(reasonsOf(explained)).toEqual({
      watched: "added-on-plex",
      rating: "added-on-plex",
      collection: "nothing",
      watchlist: "nothing",
    });
  });

  it("finds what only Trakt has, and says that no library holds it", () => {
    const explained = ask("matrix", { plex: [], trakt: [traktMovie({ watched: { at, plays: 1 } })] });
    expect(explained).toMatchObject({ explanation: { title: "The Matrix (1999)", copies: [] } });
    expect(reasonsOf(explained)).toMatchObject({ watched: "unlisted", rating: "nothing" });
  });

  it("finds a title of which neither side says anything", () => {
    expect(reasonsOf(ask("matrix", { plex: [plexMovie({})], trakt: [] }))).toMatchObject({ watched: "nothing" });
  });

  it("says why nothing is written: agreed, kept, ignored, held, not read, in no library", () => {
    const agreed = { plex: [seen], trakt: [traktMovie({ watched: { at, plays: 1 }, rating: { value: 8, at } })] };
    expect(reasonsOf(ask("matrix", agreed))).toMatchObject({ watched: "agreed", rating: "agreed" });
    const base = baseOf(agreed);
    const gone = ask("matrix", { plex: [seen], trakt: [], base });
    expect(reasonsOf(gone)).toMatchObject({ watched: "removed-on-trakt", rating: "side-is-empty" });
    const ignored = { ...policy, ignore: ["movie:tmdb:603" as const] };
    expect(reasonsOf(ask("matrix", { plex: [seen], trakt: [], policy: ignored }))).toMatchObject({ rating: "ignored" });
    const off = withPolicy("rating", { direction: "trakt-to-plex" });
    expect(reasonsOf(ask("matrix", { plex: [seen], trakt: [], policy: off }))).toMatchObject({ rating: "direction" });
    const cut = traktSnapshot([], {
      fields: { ...complete, rating: { state: "failed", reason: "page two is missing" } },
    });
    expect(ask("matrix", { plex: [seen], trakt: cut })).toMatchObject({
      explanation: {
        fields: expect.arrayContaining([
          expect.objectContaining({
            reason: "incomplete-read",
            message: "Trakt was not read completely: page two is missing.",
          }),
        ]),
      },
    });
    const listed = ask("matrix", { plex: [], trakt: [traktMovie({ rating: { value: 3 }, watchlist: { at } })] });
    expect(reasonsOf(listed)).toMatchObject({ rating: "unlisted", watchlist: "added-on-trakt" });
  });

  it("says of what only another choice of libraries took away that it is not in the selected ones", () => {
    const collection = { quality: { resolution: "1080p" }, at } as const;
    const held = { plex: [plexMovie({ collection })], trakt: [traktMovie({ collection })] };
    const plex = plexSnapshot([], { identity: { account: "ann", server: "nas", libraries: ["2"] } });
    const explained = ask("matrix", { ...held, plex, base: baseOf(held) });
    expect(explained).toMatchObject({
      explanation: { fields: [{}, {}, { reason: "unlisted", message: expect.stringContaining("selected") }, {}] },
    });
  });

  it("lists the titles that fit when there are several, and the problems when there is none", () => {
    const several = ask("breaking", {
      plex: [plexEpisode(1, { watched: { plays: 1 } }), plexEpisode(2, { watched: { plays: 1 } })],
      trakt: [],
    });
    expect(several).toMatchObject({
      kind: "several",
      candidates: [{ type: "show" }, { title: "Breaking Bad S01E01" }, { title: "Breaking Bad S01E02" }],
    });
    const home = plexMovie({ ids: [], title: "Home video" });
    expect(ask("home", { plex: [home], trakt: [] })).toMatchObject({ kind: "none", problems: [{ reason: "no-ids" }] });
    expect(ask("nothing like it", { plex: [seen], trakt: [] })).toEqual({ kind: "none", problems: [] });
  });

  it("tells a disc, and what waits for a read, from what both sides say", () => {
    const file = { at, quality: { resolution: "4k" }, score: 1 } as const;
    const disc = { quality: { resolution: "480i" }, isPhysical: true } as const;
    const left = ask("matrix", { plex: [plexMovie({ collection: file })], trakt: [traktMovie({ collection: disc })] });
    expect(reasonsOf(left)).toMatchObject({ collection: "disc" });
    const before = { plex: [plexMovie({ rating: { value: 8, at } })], trakt: [traktMovie({ rating: { value: 6 } })] };
    const lagging = ask("matrix", { ...before, base: baseOf(before) });
    expect(reasonsOf(lagging)).toMatchObject({ rating: "waiting" });
  });
});
