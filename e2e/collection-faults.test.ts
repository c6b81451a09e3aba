import { clearCache, openHome } from "@pakt/sync";
import type { Fault } from "@pakt/trakt-sdk/testing";
import { describe, expect, test } from "vitest";

import { differences } from "./support/differences.ts";
import { createHousehold } from "./support/household.ts";
import type { Household } from "./support/household.ts";
import { BEST, ORDINARY } from "./support/media.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const POST = "/sync/collection";
const AT = "2026-01-01T10:00:00.000Z";

/** Two hundred and sixty movies and twenty episodes. */
async function startOwning(): Promise<{ services: Services; household: Household }> {
  const services = await start();
  const household = createHousehold(services);
  const show = household.show("Show");
  for (let index = 0; index < 260; index += 1) {
    household.movie(`Film ${index}`, { media: [index % 2 === 0 ? BEST : ORDINARY] });
    if (index < 20) show.episode(1, index + 1, { media: [BEST] });
  }
  return { services, household };
}

const rowsOf = (change: (rows: readonly unknown[]) => readonly unknown[]) => (body: unknown) =>
  Array.isArray(body) ? change(body) : body;
const postsOf = ({ trakt }: Services): number =>
  trakt.requests.filter(({ method, path }) => method === "POST" && path === POST).length;

describe("a collection on Trakt that is cut", () => {
  test.each<[string, Fault]>([
    ["pages are empty", { kind: "json", transform: rowsOf(() => []) }],
    ["pages are short", { kind: "json", transform: rowsOf((rows) => rows.slice(0, 3)) }],
    ["the count is too high", { kind: "json", headers: { "x-pagination-item-count": "900" } }],
    ["it is a web page", { kind: "html" }],
  ])("is written nothing to, and the other fields are synced: %s", async (_, fault) => {
    const { services, household } = await startOwning();
    await runSync(services);
    const before = services.trakt.account.collection();
    // Something moves, so that the next run reads the list, and a file improves.
    services.trakt.account.collect("movie", household.movie("Unowned", { copies: 0 }).traktId, { at: AT });
    const rated = household.movie("Rated", { plexRating: { value: 8, at: AT } });
    services.trakt.intercept(({ path, phase }) =>
      phase === "after" && path === "/sync/collection/movies" ? fault : undefined,
    );
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({
      exitCode: 3,
      incomplete: [{ side: "trakt", field: "collection" }],
      fields: { rating: { toTrakt: { added: 1 } }, collection: { toTrakt: { added: 0, updated: 0, removed: 0 } } },
    });
    expect(services.trakt.account.collection().slice(0, before.length)).toEqual(before);
    services.trakt.intercept();
    expect(await runSync(services)).toMatchObject({ exitCode: 0, fields: { collection: { toTrakt: { added: 1 } } } });
    expect(services.trakt.account.collection().at(-1)?.traktId).toBe(rated.traktId);
    expect(differences(services, household.placed)).toEqual([]);
  });
});

describe("an answer to a POST of collected titles that is lost", () => {
  test.each<[string, "before" | "after", Fault]>([
    ["a lost connection, nothing stored", "before", { kind: "reset" }],
    ["a lost connection, all stored", "after", { kind: "reset" }],
    ["a 502, nothing stored", "before", { kind: "status", status: 502 }],
    ["a 502, all stored", "after", { kind: "status", status: 502 }],
    ["half a JSON", "after", { kind: "half-json" }],
    ["a web page", "after", { kind: "html" }],
  ])("is made good in the same run: %s", async (_, phase, fault) => {
    const { services, household } = await startOwning();
    let left = 1;
    services.trakt.intercept((request) => {
      if (left === 0 || request.phase !== phase || request.method !== "POST" || request.path !== POST) return undefined;
      left -= 1;
      return fault;
    });
    expect(await runSync(services)).toMatchObject({ exitCode: 0, failed: [], unknown: [] });
    expect(differences(services, household.placed)).toEqual([]);
    expect(postsOf(services)).toBe(phase === "after" ? 1 : 3);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
  });
});

describe("a cache that is cleared", () => {
  test("is filled anew, and nothing is written again", async () => {
    const { services } = await startOwning();
    await runSync(services);
    const home = await openHome({
      env: services.env,
      userHome: services.home,
      product: { name: "pakt-e2e", version: "0.0.0" },
    });
    await clearCache(home).finally(() => home.close());
    services.plex.requests.clear();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    expect(services.plex.requests.some(({ query }) => "includeElements" in query)).toBe(true);
  });
});
