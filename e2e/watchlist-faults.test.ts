import type { Fault as PlexFault } from "@pakt/plex-sdk/testing";
import type { Fault as TraktFault } from "@pakt/trakt-sdk/testing";
import { describe, expect, test } from "vitest";

import { differences } from "./support/differences.ts";
import { createHousehold } from "./support/household.ts";
import type { Household } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const DISCOVER_LIST = "/discover/library/sections/watchlist/all";
const dayOf = (index: number): string => new Date(Date.UTC(2025, 0, 1 + index)).toISOString();

interface Scene {
  readonly services: Services;
  readonly household: Household;
}

/** Three hundred titles on both lists, in several pages on either side, that were synced before; one of them was just listed anew. */
async function startSynced(): Promise<Scene> {
  const services = await start({ plex: { discoverPageSize: 100 }, trakt: { settings: { vip: true } } });
  const household = createHousehold(services);
  for (let index = 0; index < 300; index += 1) {
    household.movie(`Film ${index}`, { copies: 0, plexListed: dayOf(index), traktListed: dayOf(index) });
  }
  await runSync(services);
  // Both lists have moved, so that the next run reads them.
  const [first] = household.placed;
  services.trakt.account.unlist("movie", first?.traktId ?? 0);
  services.trakt.account.list("movie", first?.traktId ?? 0, dayOf(500));
  services.plex.discover.watchlist.unlist(first?.discoverKey ?? "");
  services.plex.discover.watchlist.list(first?.discoverKey ?? "");
  return { services, household };
}

/** A run that cannot read one list, with other things to do, and the next one that can read it again. */
async function runTwice({ services, household }: Scene) {
  const seen = household.movie("Seen", { plexSeen: { at: dayOf(9) } });
  const broken = await runSync(services, { listOperations: true });
  const listWrites = broken.operations?.filter(({ field }) => field === "watchlist");
  const isSeen = services.trakt.account.plays().some(({ traktId }) => traktId === seen.traktId);
  services.plex.intercept();
  services.trakt.intercept();
  const whole = await runSync(services, { listOperations: true });
  const left = { trakt: services.trakt.account.watchlist(), plex: services.plex.discover.watchlist.all() };
  return { broken, listWrites, isSeen, whole, counts: { trakt: left.trakt.length, plex: left.plex.length } };
}

/** The field is told of and not written, the others are synced, and all is well afterwards. */
const harmless = (side: "plex" | "trakt") => ({
  broken: {
    exitCode: 3,
    incomplete: [{ side, field: "watchlist", reason: expect.stringMatching(/\w+ \w+/) }],
  },
  listWrites: [],
  isSeen: true,
  whole: { exitCode: 0, operations: [] },
  counts: { trakt: 300, plex: 300 },
});

const every =
  <Fault>(fault: Fault) =>
  (): Fault =>
    fault;
/** Only what comes after the first page of a walk of so many pages. */
const later =
  (pages: number) =>
  <Fault>(fault: Fault) =>
  (count: number): Fault | undefined =>
    count % pages === 1 ? undefined : fault;
const rowsOf = (change: (rows: readonly unknown[]) => readonly unknown[]) => (body: unknown) =>
  Array.isArray(body) ? change(body) : body;

describe("a Trakt watchlist that is cut", () => {
  test.each<[string, (count: number) => TraktFault | undefined]>([
    ["page two is empty", later(2)({ kind: "json", transform: rowsOf(() => []) })],
    ["page two is not there", later(2)({ kind: "status", status: 404 })],
    ["page two is short", later(2)({ kind: "json", transform: rowsOf((rows) => rows.slice(0, 3)) })],
    ["the count is too high", every({ kind: "json", headers: { "x-pagination-item-count": "900" } })],
    ["the count is too low", every({ kind: "json", headers: { "x-pagination-item-count": "250" } })],
    [
      "rows are clamped to fifty without a word",
      every({ kind: "json", transform: rowsOf((rows) => rows.slice(0, 50)) }),
    ],
    ["it is a web page", every({ kind: "html" })],
  ])("removes nothing and adds nothing: %s", async (_, faultOf) => {
    const scene = await startSynced();
    let count = 0;
    scene.services.trakt.intercept(({ path, phase }) => {
      if (phase !== "after" || !path.startsWith("/sync/watchlist/movies")) return undefined;
      count += 1;
      return faultOf(count);
    });
    expect(await runTwice(scene)).toMatchObject(harmless("trakt"));
  });
});

/** Another container, made from the right one. */
const container = (change: (held: Record<string, unknown>) => Record<string, unknown>): PlexFault => ({
  kind: "json",
  transform: (body) => ({
    MediaContainer: change((body as { MediaContainer: Record<string, unknown> }).MediaContainer),
  }),
});
const withoutRows = ({ Metadata: _, ...rest }: Record<string, unknown>) => ({ ...rest, size: 0 });
const status = (code: number, headers = {}): PlexFault => ({ kind: "status", status: code, headers });

describe("a Plex watchlist that is cut", () => {
  test.each<[string, (count: number) => PlexFault | undefined]>([
    ["page two is empty", later(3)(container(withoutRows))],
    ["page two is not there", later(3)(status(404))],
    ["every page is empty", every(container(withoutRows))],
    ["it says to be longer than it is", every(container((held) => ({ ...held, totalSize: 900 })))],
    ["it says to be shorter than it is", every(container((held) => ({ ...held, totalSize: 120 })))],
    ["it does not say how long it is", every(container(({ totalSize: _, ...held }) => held))],
    ["it is empty and does not say how long", every(container(({ totalSize: _, ...held }) => withoutRows(held)))],
    ["it is a web page", every({ kind: "html" })],
    ["it is half a JSON", every({ kind: "half-json" })],
    ["it asks to slow down, again and again", every(status(429, { "retry-after": "0" }))],
    ["it asks to slow down, and does not say for how long", every(status(429))],
    ["it asks to come back in an hour", every(status(429, { "retry-after": "3600" }))],
    ["it fails", every(status(503))],
  ])("removes nothing and adds nothing: %s", async (_, faultOf) => {
    const scene = await startSynced();
    let count = 0;
    scene.services.plex.intercept(({ path, phase }) => {
      if (phase !== "after" || path !== DISCOVER_LIST) return undefined;
      count += 1;
      return faultOf(count);
    });
    expect(await runTwice(scene)).toMatchObject(harmless("plex"));
  });

  test("is not shown to the token of a server: a sentence says what to do, and everything else is synced", async () => {
    const services = await start({ plex: { serverToken: "token-of-the-server" } });
    const household = createHousehold(services);
    household.movie("Film", { plexListed: dayOf(1), plexSeen: { at: dayOf(2) } });
    household.movie("Other", { traktListed: dayOf(3), plexRating: { value: 7, at: dayOf(4) } });
    const report = await runSync(services, { env: { PAKT_PLEX_TOKEN: "token-of-the-server" }, listOperations: true });
    expect(report).toMatchObject({
      exitCode: 3,
      incomplete: [{ side: "plex", field: "watchlist", reason: expect.stringMatching(/account's.*direction to off/) }],
      fields: {
        watched: { toTrakt: { added: 1 } },
        rating: { toTrakt: { added: 1 } },
        collection: { toTrakt: { added: 2 } },
      },
    });
    expect(report.operations?.filter(({ field }) => field === "watchlist")).toEqual([]);
  });

  test("removes nothing of a title whose ids cannot be read", async () => {
    const services = await start({ plex: { guidsInWatchlist: false } });
    const household = createHousehold(services);
    const listed = { copies: 0, plexListed: dayOf(1), traktListed: dayOf(1) };
    const first = household.movie("One", listed);
    household.movie("Two", listed);
    services.plex.intercept(({ path, phase }) =>
      phase === "before" && path.endsWith(first.discoverKey ?? "") ? status(500) : undefined,
    );
    for (let run = 0; run < 2; run += 1) {
      const report = await runSync(services, { listOperations: true });
      expect(report).toMatchObject({ exitCode: 3, operations: [], incomplete: [{ side: "plex", field: "watchlist" }] });
    }
    services.plex.intercept();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    expect(differences(services, household.placed)).toEqual([]);
  });

  test("is asked again after a 429, and read", async () => {
    const { services, household } = await startSynced();
    let left = 2;
    services.plex.intercept(({ path, phase }) => {
      if (phase !== "before" || path !== DISCOVER_LIST || left === 0) return undefined;
      left -= 1;
      return left === 1 ? status(429, { "retry-after": "0" }) : status(429);
    });
    expect(await runSync(services)).toMatchObject({ exitCode: 0, incomplete: [] });
    expect(differences(services, household.placed)).toEqual([]);
  });
});

const EMPTY_PLEX: PlexFault = {
  kind: "json",
  headers: { etag: '"another"' },
  transform: () => ({ MediaContainer: { librarySectionID: "watchlist", offset: 0, size: 0, totalSize: 0 } }),
};
const EMPTY_TRAKT: TraktFault = {
  kind: "json",
  headers: { "x-pagination-item-count": "0", "x-pagination-page-count": "0" },
  transform: () => [],
};

describe("a watchlist that says it is empty", () => {
  const emptied = {
    plex: ({ plex }: Services) =>
      plex.intercept(({ path, phase }) => (phase === "after" && path === DISCOVER_LIST ? EMPTY_PLEX : undefined)),
    trakt: ({ trakt }: Services) =>
      trakt.intercept(({ path, phase }) =>
        phase === "after" && path.startsWith("/sync/watchlist/movies") ? EMPTY_TRAKT : undefined,
      ),
  };

  test.each(["plex", "trakt"] as const)("empties no other one, and is told of (%s)", async (side) => {
    const { services, household } = await startSynced();
    emptied[side](services);
    const report = await runSync(services);
    expect(report).toMatchObject({
      exitCode: 4,
      fields: { watchlist: { toPlex: { removed: 0 }, toTrakt: { removed: 0 } } },
    });
    expect(report.held).toHaveLength(300);
    expect(report.held[0]).toMatchObject({ reason: "side-is-empty", flag: "--allow-removals watchlist=300" });
    services[side].intercept();
    services.trakt.account.unlist("movie", household.placed[0]?.traktId ?? 0);
    services.trakt.account.list("movie", household.placed[0]?.traktId ?? 0, dayOf(501));
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
  });
});
