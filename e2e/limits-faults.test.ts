import type { Fault } from "@pakt/trakt-sdk/testing";
import { describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const AT = "2026-01-01T10:00:00.000Z";
const REFUSED: Fault = {
  kind: "status",
  status: 420,
  headers: { "x-upgrade-url": "https://trakt.tv/more", "x-vip-user": "false" },
};
const VIP_ONLY: Fault = { kind: "status", status: 426, headers: { "x-upgrade-url": "https://trakt.tv/more" } };
const LOCKED: Fault = { kind: "status", status: 423 };

/** Two movies that were seen, rated, collected and listed on Plex; every write to one of Trakt's lists ends in a fault. */
async function startRefusing(path: string, fault: Fault, limits: object = {}): Promise<Services> {
  const services = await start({ trakt: { shownLimits: "absent", settings: { limits } } });
  const household = createHousehold(services);
  for (const name of ["One", "Two"]) {
    household.movie(name, { plexRating: { value: 8, at: AT }, plexListed: AT });
    household.movie(`${name}, seen`, { plexSeen: { at: AT } });
  }
  services.trakt.intercept((request) =>
    request.phase === "before" && request.method === "POST" && request.path === path ? fault : undefined,
  );
  return services;
}

const FIELDS = { watched: 2, rating: 2, collection: 4, watchlist: 2 } as const;
const addedBut = (field: keyof typeof FIELDS) =>
  Object.fromEntries(
    Object.entries(FIELDS).map(([name, added]) => [name, { toTrakt: { added: name === field ? 0 : added } }]),
  );
const postsTo = ({ trakt }: Services, path: string): number =>
  trakt.requests.filter((request) => request.method === "POST" && request.path === path).length;

describe("an account that is full", () => {
  test.each([
    ["watchlist", "/sync/watchlist"],
    ["collection", "/sync/collection"],
    ["rating", "/sync/ratings"],
    ["watched", "/sync/history"],
  ] as const)("stops this field and no other, with where to get more (%s)", async (field, path) => {
    const services = await startRefusing(path, REFUSED);
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 0, failed: [], unknown: [], fields: addedBut(field) });
    expect(report.refused).toHaveLength(FIELDS[field]);
    expect(report.refused[0]).toMatchObject({ field, message: expect.stringContaining("https://trakt.tv/more") });
    expect(postsTo(services, path)).toBe(1);
  });

  test.each([true, false])(
    "is told of in the same way on the very first title (tells its limit: %s)",
    async (tellsLimit) => {
      const services = await start({
        trakt: { shownLimits: "absent", tellsLimit, settings: { limits: { watchlist: 0 } } },
      });
      createHousehold(services).movie("Film", { copies: 0, plexListed: AT });
      expect(await runSync(services)).toMatchObject({
        exitCode: 0,
        failed: [],
        refused: [{ field: "watchlist", message: expect.stringContaining("https://trakt.tv/vip") }],
      });
      expect(services.plex.discover.watchlist.all()).toHaveLength(1);
      expect(postsTo(services, "/sync/watchlist")).toBe(1);
    },
  );
});

describe("an account that may not do this", () => {
  test.each([
    ["watchlist", "/sync/watchlist"],
    ["collection", "/sync/collection"],
  ] as const)("stops this field and no other: VIP only (%s)", async (field, path) => {
    const services = await startRefusing(path, VIP_ONLY);
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 3, refused: [], fields: addedBut(field) });
    expect(report.failed).toHaveLength(FIELDS[field]);
    expect(report.failed[0]).toMatchObject({ field, message: expect.stringContaining("https://trakt.tv/more") });
    expect(postsTo(services, path)).toBe(1);
  });

  test.each(["/sync/watchlist", "/sync/collection"])("ends the run when it is locked (%s)", async (path) => {
    const services = await startRefusing(path, LOCKED);
    const report = await runSync(services);
    expect(report.exitCode).toBe(1);
    expect(report.warnings).toEqual([expect.stringContaining("locked")]);
    expect(postsTo(services, path)).toBe(1);
    services.trakt.intercept();
    expect(await runSync(services)).toMatchObject({ exitCode: 0, failed: [] });
    expect(services.trakt.account.collection()).toHaveLength(4);
    expect(services.trakt.account.plays()).toHaveLength(2);
  });
});
