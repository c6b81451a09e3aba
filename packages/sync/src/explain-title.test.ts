import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { AT } from "../test/operations.ts";
import { explainTitle } from "./explain-title.ts";
import { sync } from "./sync.ts";

const SEEN = { viewCount: 1, lastViewedAt: Date.parse(AT) / 1000 };

describe("explainTitle", () => {
  test("tells what the next run does, and after it what the run did", async () => {
    const { home, plex, trakt } = await openConnectedHome();
    trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 949 }, title: "Heat" });
    plex.items.addMovie({ library: "1", title: "Heat", year: 1995, guids: ["tmdb://949"], ...SEEN });
    const before = await explainTitle(home, "heat");
    expect(before).toMatchObject({ result: { kind: "explained", explanation: { title: "Heat (1995)" } }, past: [] });
    const { run } = await sync(home);
    const writes = trakt.requests.filter(({ method }) => method !== "GET").length;
    const after = await explainTitle(home, "tmdb:949");
    expect(after.past.map(({ run: by, operation, outcome }) => [by, operation.field, outcome?.status])).toEqual([
      [run, "watched", "applied"],
      [run, "collection", "applied"],
    ]);
    expect(after.result).toMatchObject({ explanation: { base: { watched: { at: AT } } } });
    expect(trakt.requests.filter(({ method }) => method !== "GET")).toHaveLength(writes);
  });

  test("tells until when a title that Trakt does not know is left alone", async () => {
    const { home, plex } = await openConnectedHome();
    plex.items.addMovie({ library: "1", title: "Unheard of", guids: ["tmdb://999"], ...SEEN });
    await sync(home);
    const { notFound, result } = await explainTitle(home, "unheard");
    expect(notFound.map(({ write, times }) => [write, times])).toEqual([
      ["trakt:watched:add", 1],
      ["trakt:collection:add", 1],
    ]);
    expect(result).toMatchObject({ kind: "explained" });
  });

  test("lists the titles that fit when there are several", async () => {
    const { home, plex } = await openConnectedHome();
    for (const number of [1, 2]) {
      plex.items.addMovie({ library: "1", title: `Part ${number}`, guids: [`tmdb://${number}`], ...SEEN });
    }
    expect(await explainTitle(home, "part")).toMatchObject({
      result: { kind: "several", candidates: [{ title: "Part 1" }, { title: "Part 2" }] },
    });
  });
});
