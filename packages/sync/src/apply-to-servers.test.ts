import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import { mark, movieTarget, rate } from "../test/operations.ts";
import { startTwoServers } from "../test/start-two-servers.ts";
import type { TwoServers } from "../test/start-two-servers.ts";

const onNas = mark(movieTarget(1), "aaaaaaaa/1");
const onAttic = rate(movieTarget(1), 8, "bbbbbbbb/1");

function startFilled(): TwoServers {
  const started = startTwoServers();
  for (const plex of [started.nas, started.attic]) {
    plex.items.addMovie({ library: "1", ratingKey: "1", title: "Movie 1", guids: ["tmdb://100001"] });
  }
  return started;
}

describe("applying to several servers", () => {
  test("writes each operation to the server that its copy is on", async () => {
    const { replica, nas, attic } = startFilled();
    const log = createApplyLog();
    expect(await replica.apply([onNas, onAttic], log.hooks)).toEqual({});
    expect(log.statuses()).toEqual({ [onNas.id]: "applied", [onAttic.id]: "applied" });
    expect([nas.items.get("1")?.viewCount, nas.items.get("1")?.userRating]).toEqual([1, undefined]);
    expect([attic.items.get("1")?.viewCount ?? 0, attic.items.get("1")?.userRating]).toEqual([0, 8]);
  });

  test("goes on with the others when one stops, and names it", async () => {
    const { replica, nas, attic } = startFilled();
    attic.intercept(({ phase }) => (phase === "before" ? { kind: "status", status: 401 } : undefined));
    const log = createApplyLog();
    expect(await replica.apply([onAttic, onNas], log.hooks)).toEqual({
      stopped: { code: "sign-in-needed", message: "Attic: Plex does not accept the token any more" },
    });
    expect(log.statuses()).toEqual({ [onNas.id]: "applied", [onAttic.id]: "failed" });
    expect(nas.items.get("1")?.viewCount).toBe(1);
  });

  test("sends nothing of a server that is not synced to another", async () => {
    const { replica, nas, attic } = startFilled();
    const elsewhere = mark(movieTarget(1), "cccccccc/1");
    const log = createApplyLog();
    expect(await replica.apply([elsewhere], log.hooks)).toEqual({});
    expect(log.outcomes).toMatchObject([{ status: "failed", message: "its Plex server is not synced" }]);
    expect([...nas.requests, ...attic.requests]).toEqual([]);
  });

  test("writes nothing any more when its announcement could not be kept", async () => {
    const { replica, nas, attic } = startFilled();
    const log = createApplyLog({ onIntent: () => Promise.reject(new Error("the disk is full")) });
    await expect(replica.apply([onNas, onAttic], log.hooks)).rejects.toThrow("the disk is full");
    expect([...nas.requests, ...attic.requests].filter(({ method }) => method === "PUT")).toEqual([]);
  });

  test("reads doubtful seasons where they are, by a request a server", async () => {
    const { replica, nas, attic } = startTwoServers();
    const seasons = [nas, attic].map((plex, index) => {
      const show = plex.items.addShow({ library: "2", title: "Harbour", guids: ["tvdb://210"] });
      const key = plex.items.addSeason({ show, index: 1, userRating: index + 7 });
      const ref = `${["aaaaaaaa", "bbbbbbbb"][index]}/${key}`;
      return { type: "season", ids: [], title: "Season 1", ref } as const;
    });
    const read = await replica.readSeasons(seasons);
    expect(read.map(({ ref, rating }) => [ref, rating?.value])).toEqual([
      [seasons[0]?.ref, 7],
      [seasons[1]?.ref, 8],
    ]);
    expect([nas.requests.length, attic.requests.length]).toEqual([1, 1]);
  });
});
