import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

import { differences, doubledPlays } from "./support/differences.ts";
import { fillHousehold } from "./support/fill-household.ts";
import { createHousehold } from "./support/household.ts";
import type { Household } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

async function start(): Promise<Services> {
  const services = await startServices();
  open.push(services);
  return services;
}

async function startFilled(): Promise<{ services: Services; household: Household }> {
  const services = await start();
  return { services, household: fillHousehold(services) };
}

type TraktFault = Exclude<
  ReturnType<NonNullable<Parameters<Services["trakt"]["intercept"]>[0]>>,
  Promise<unknown> | undefined
>;

/** Lets Trakt's answer to the first so many requests of a path go wrong. */
function failTrakt(
  { trakt }: Services,
  where: { readonly method: string; readonly path: string; readonly times?: number },
  fault: TraktFault,
  phase: "before" | "after" = "before",
): void {
  let left = where.times ?? 1;
  trakt.intercept((request) => {
    if (request.phase !== phase || request.method !== where.method || request.path !== where.path || left === 0)
      return undefined;
    left -= 1;
    return fault;
  });
}

const status = (code: number, headers: Record<string, string> = {}): TraktFault => ({
  kind: "status",
  status: code,
  headers,
  body: {},
});
const HISTORY = { method: "POST", path: "/sync/history" };
const MOVIES = { method: "GET", path: "/sync/watched/movies" };

describe("sign-in", () => {
  test("a 401 in the middle is answered by one refresh, and the run goes on", async () => {
    const { services, household } = await startFilled();
    let seen = 0;
    services.trakt.intercept(({ phase }) => {
      if (phase === "before") seen += 1;
      if (phase === "before" && seen === 4) services.trakt.tokens.expire();
      return undefined;
    });
    expect(await runSync(services)).toMatchObject({ exitCode: 0 });
    expect(differences(services, household.placed)).toEqual([]);
    expect(services.trakt.requests.filter(({ path }) => path === "/oauth/token")).toHaveLength(1);
  });

  test("refreshed tokens are kept where only their owner can read them, and the next run uses them", async () => {
    const { services } = await startFilled();
    services.trakt.tokens.expire();
    await runSync(services);
    services.trakt.requests.clear();
    await runSync(services);
    expect(services.trakt.requests.map(({ path }) => path)).toEqual(["/sync/last_activities"]);
    expect((await stat(join(services.home, "credentials.json"))).mode & 0o777).toBe(0o600);
    expect((await stat(services.home)).mode & 0o777).toBe(0o700);
  });

  test("a refused refresh ends the run with: sign in again", async () => {
    const { services } = await startFilled();
    services.trakt.tokens.revoke();
    await expect(runSync(services)).rejects.toMatchObject({ code: "sign-in-needed", exitCode: 5 });
  });

  test("a token that Plex does not accept ends the run with: sign in again", async () => {
    const { services } = await startFilled();
    await expect(runSync(services, { env: { PAKT_PLEX_TOKEN: "wrong" } })).rejects.toMatchObject({
      code: "sign-in-needed",
      exitCode: 5,
    });
  });
});

describe("a service in trouble", () => {
  test.each([500, 502, 503, 520])("a read that is answered with %i is tried again", async (code) => {
    const { services, household } = await startFilled();
    failTrakt(services, { ...MOVIES, times: 2 }, status(code));
    expect(await runSync(services)).toMatchObject({ exitCode: 0, incomplete: [] });
    expect(differences(services, household.placed)).toEqual([]);
  });

  test.each([500, 502, 503, 520])(
    "plays whose POST is answered with %i but arrived are not sent again",
    async (code) => {
      const { services, household } = await startFilled();
      failTrakt(services, HISTORY, status(code), "after");
      expect(await runSync(services)).toMatchObject({ exitCode: 0, unknown: [], failed: [] });
      expect(doubledPlays(services)).toEqual([]);
      expect(differences(services, household.placed)).toEqual([]);
    },
  );

  test.each([500, 502, 503, 520])(
    "plays whose POST is answered with %i and did not arrive are sent again",
    async (code) => {
      const { services, household } = await startFilled();
      failTrakt(services, HISTORY, status(code));
      expect(await runSync(services)).toMatchObject({ exitCode: 0, unknown: [], failed: [] });
      expect(doubledPlays(services)).toEqual([]);
      expect(differences(services, household.placed)).toEqual([]);
    },
  );

  test.each([
    ["a lost connection", { kind: "reset" }],
    ["half a JSON", { kind: "half-json" }],
    ["a web page with status 200", { kind: "html" }],
  ] as const)("a play is never doubled by %s in place of the answer", async (_, fault) => {
    const { services, household } = await startFilled();
    failTrakt(services, HISTORY, fault, "after");
    await runSync(services);
    await runSync(services);
    expect(doubledPlays(services)).toEqual([]);
    expect(differences(services, household.placed)).toEqual([]);
  });

  test.each([
    ["GET", "with", MOVIES, { "retry-after": "0" }],
    ["POST", "with", HISTORY, { "retry-after": "0" }],
  ])("a %s that is answered with 429 %s Retry-After is sent again", async (_, __, where, headers) => {
    const { services, household } = await startFilled();
    failTrakt(services, where, status(429, headers));
    expect(await runSync(services)).toMatchObject({ exitCode: 0 });
    expect(differences(services, household.placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
  });

  test("a Trakt that stays away ends the run before any write", async () => {
    const { services } = await startFilled();
    services.trakt.intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
    await expect(runSync(services)).rejects.toMatchObject({ code: "trakt-unreachable", exitCode: 1 });
    expect(services.plex.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  test("a Plex that stays away ends the run before any write", async () => {
    const { services } = await startFilled();
    services.plex.intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
    await expect(runSync(services)).rejects.toMatchObject({ code: "plex-unreachable", exitCode: 1 });
    expect(services.trakt.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  test("an account that Trakt has locked ends the run with a plain sentence", async () => {
    const { services } = await startFilled();
    failTrakt(services, MOVIES, status(423));
    await expect(runSync(services)).rejects.toMatchObject({ code: "account-locked", exitCode: 1 });
  });

  test("a full history stops plays only, and is told", async () => {
    const { services } = await startFilled();
    failTrakt(services, HISTORY, status(420, { "x-upgrade-url": "https://trakt.tv/vip", "x-vip-user": "false" }));
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 0, fields: { watched: { toTrakt: { added: 0 } } } });
    expect(report.refused.length).toBeGreaterThan(5);
    expect(report.refused[0]?.message).toContain("https://trakt.tv/vip");
    expect(report.fields.rating?.toTrakt.added).toBeGreaterThan(0);
  });
});

describe("lists that are not what they say", () => {
  /** Two hundred and sixty watched movies on both sides: two pages on Trakt. */
  async function startTwoPages(): Promise<Services> {
    const services = await start();
    const household = createHousehold(services);
    for (let index = 0; index < 260; index += 1) {
      const at = new Date(Date.UTC(2020, 0, 1 + index)).toISOString();
      household.movie(`Movie ${index}`, {
        plexSeen: { at },
        traktSeen: { at },
        plexRating: { value: 7, at },
        traktRating: { value: 7, at },
      });
    }
    await runSync(services);
    // Something moves, so that the next run reads the lists again.
    services.trakt.account.watch("movie", household.placed[0]?.traktId ?? 0, "2026-10-01T20:00:00.000Z");
    services.trakt.account.rate("movie", household.placed[0]?.traktId ?? 0, 7, "2026-10-01T20:00:00.000Z");
    return services;
  }

  const second =
    (fault: TraktFault) =>
    (services: Services, path: string): void => {
      let pages = 0;
      services.trakt.intercept((request) => {
        if (request.path !== path || request.phase !== "after") return undefined;
        pages += 1;
        return pages % 2 === 0 ? fault : undefined;
      });
    };
  const every =
    (fault: TraktFault) =>
    (services: Services, path: string): void =>
      services.trakt.intercept((request) => (request.path === path && request.phase === "after" ? fault : undefined));

  const faults = [
    ["page two is empty", second({ kind: "json", transform: () => [] })],
    [
      "page two is short",
      second({ kind: "json", transform: (rows) => (Array.isArray(rows) ? rows.slice(0, 3) : rows) }),
    ],
    [
      "page two is page one again",
      second({ kind: "json", headers: { "x-pagination-page": "1" }, transform: () => [] }),
    ],
    ["the announced count is too high", every({ kind: "json", headers: { "x-pagination-item-count": "900" } })],
    ["every page is a web page", every({ kind: "html" })],
    ["every page is half a JSON", every({ kind: "half-json" })],
    ["rows have the wrong types", every({ kind: "json", transform: () => [{ plays: "two", movie: [] }] })],
  ] as const;
  const cases = faults.flatMap(([reason, breakList]) =>
    ["/sync/watched/movies", "/sync/ratings"].map((path) => ({ reason, path, breakList })),
  );

  test.each(cases)("nothing is removed or added when $reason ($path)", async ({ path, breakList }) => {
    const services = await startTwoPages();
    breakList(services, path);
    services.plex.requests.clear();
    services.trakt.requests.clear();
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 3, operations: [] });
    expect(report.incomplete.map(({ side }) => side)).toEqual(["trakt"]);
    expect([...services.plex.requests, ...services.trakt.requests].every(({ method }) => method === "GET")).toBe(true);
    services.trakt.intercept();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
  });

  test("a page count that is too low cuts no list short", async () => {
    const services = await startTwoPages();
    every({ kind: "json", headers: { "x-pagination-page-count": "1" } })(services, "/sync/watched/movies");
    services.trakt.requests.clear();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    expect(services.trakt.requests.filter(({ path }) => path === "/sync/watched/movies")).toHaveLength(2);
  });

  test("keys that nobody knows do no harm", async () => {
    const { services, household } = await startFilled();
    services.trakt.intercept(({ path, phase }) =>
      path.startsWith("/sync/") && phase === "after"
        ? {
            kind: "json",
            transform: (body) =>
              Array.isArray(body)
                ? body.map((row: object) => ({ ...row, new_key: { a: [1] } }))
                : { ...(body as object), new_key: 1 },
          }
        : undefined,
    );
    expect(await runSync(services)).toMatchObject({ exitCode: 0 });
    expect(differences(services, household.placed)).toEqual([]);
  });

  test("an empty library removes nothing from Trakt", async () => {
    const { services, household } = await startFilled();
    await runSync(services);
    const plays = services.trakt.account.plays();
    const ratings = services.trakt.account.ratings();
    for (const { ratingKeys } of household.placed)
      for (const key of ratingKeys) if (services.plex.items.get(key) !== undefined) services.plex.items.remove(key);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ operations: [] });
    expect(services.trakt.account.plays()).toEqual(plays);
    expect(services.trakt.account.ratings()).toEqual(ratings);
  });

  test("a library that is gone removes nothing, and is told when it was chosen by name", async () => {
    const { services } = await startFilled();
    await writeFile(
      join(services.home, "config.json"),
      JSON.stringify({ version: 1, plex: { libraries: ["Movies", "Movies 4K", "Shows"] } }),
    );
    await runSync(services);
    const ratings = services.trakt.account.ratings();
    services.plex.libraries.remove("1");
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 3, operations: [] });
    expect(report.incomplete[0]).toMatchObject({
      side: "plex",
      reason: expect.stringContaining('"Movies" is not on the server'),
    });
    expect(services.trakt.account.ratings()).toEqual(ratings);
  });

  test("a side that says it is empty when base is not is held, with the flag that lets it through", async () => {
    const { services, household } = await startFilled();
    await runSync(services);
    for (const { type, traktId } of services.trakt.account.ratings()) services.trakt.account.unrate(type, traktId);
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 4, fields: { rating: { toPlex: { removed: 0 } } } });
    expect(report.held[0]?.flag).toBe(`--allow-removals rating=${report.held.length}`);
    const allowed = await runSync(services, { allowRemovals: { rating: report.held.length } });
    expect(allowed).toMatchObject({ exitCode: 0, held: [] });
    expect(differences(services, household.placed)).toEqual([]);
  });
});

describe("titles that are not what they seem", () => {
  test("a rating of 7.4 is a seven, and is not written back", async () => {
    const services = await start();
    const household = createHousehold(services);
    const movie = household.movie("Decimal");
    services.plex.person.rate(movie.ratingKeys[0] ?? "", 7.4, 1_700_000_000);
    await runSync(services);
    const again = await runSync(services, { listOperations: true });
    expect(services.trakt.account.ratings()).toMatchObject([{ value: 7 }]);
    expect(services.plex.items.get(movie.ratingKeys[0] ?? "")?.userRating).toBe(7.4);
    expect(again.operations).toEqual([]);
  });

  test("a view without a date is sent without a date, never as now", async () => {
    const services = await start();
    createHousehold(services);
    services.trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 11 }, title: "Undated" });
    services.plex.items.addMovie({ library: "1", title: "Undated", guids: ["tmdb://11"], viewCount: 1 });
    await runSync(services);
    expect(services.trakt.account.plays()).toMatchObject([{ watchedAt: "1970-01-01T00:00:00.000Z" }]);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ operations: [] });
  });

  test("ids that name two titles are a problem, shown with both, and nothing is written for either", async () => {
    const services = await start();
    createHousehold(services);
    services.trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 11, imdb: "tt1" }, title: "One" });
    services.trakt.catalogue.addMovie({ ids: { trakt: 2, tmdb: 22, imdb: "tt2" }, title: "Two" });
    services.trakt.account.rate("movie", 1, 5, "2026-01-01T00:00:00.000Z");
    services.trakt.account.rate("movie", 2, 6, "2026-01-01T00:00:00.000Z");
    services.plex.items.addMovie({
      library: "1",
      title: "Which",
      guids: ["tmdb://11", "imdb://tt2"],
      viewCount: 1,
      lastViewedAt: 1_700_000_000,
    });
    const report = await runSync(services, { listOperations: true });
    expect(report.operations).toEqual([]);
    expect(report.problems).toMatchObject([{ reason: "ambiguous-ids" }]);
    expect(report.problems[0]?.candidates.map(({ title }) => title)).toEqual(expect.arrayContaining(["One", "Two"]));
  });

  test("a home video without ids is listed once and not guessed at", async () => {
    const services = await start();
    createHousehold(services);
    services.plex.items.addMovie({
      library: "1",
      title: "Holiday",
      guid: "local://42",
      viewCount: 1,
      lastViewedAt: 1_700_000_000,
    });
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, operations: [], problems: [{ title: "Holiday", reason: "no-ids" }] });
  });

  test("a title that Trakt does not know is listed, and not asked for again the next time", async () => {
    const services = await start();
    createHousehold(services);
    services.plex.items.addMovie({
      library: "1",
      title: "Unheard of",
      guids: ["tmdb://999"],
      viewCount: 1,
      lastViewedAt: 1_700_000_000,
    });
    const unheard = { title: "Unheard of" };
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      unmatched: [
        { ...unheard, field: "watched" },
        { ...unheard, field: "collection" },
      ],
    });
    services.trakt.requests.clear();
    const again = await runSync(services);
    expect(again).toMatchObject({ exitCode: 0, skipped: [{ reason: "not-found" }, { reason: "not-found" }] });
    expect(services.trakt.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });
});

describe("a title that Trakt does not know, with a copy that comes later", () => {
  test("keeps its rating on both copies, and is sent once Trakt knows it", async () => {
    let now = Date.parse("2026-11-20T12:00:00.000Z");
    const services = await startServices({ now: () => now });
    open.push(services);
    createHousehold(services);
    const at = Date.parse("2026-11-01T00:00:00.000Z") / 1000;
    const first = services.plex.items.addMovie({
      library: "1",
      title: "Obscure",
      guids: ["tmdb://999"],
      userRating: 8,
      lastRatedAt: at,
      viewCount: 1,
      lastViewedAt: at,
    });
    await runSync(services);
    const second = services.plex.items.addMovie({ library: "2", title: "Obscure", guids: ["tmdb://999"] });
    for (let days = 0; days < 3; days += 1) {
      now += 25 * 3_600_000;
      await runSync(services);
    }
    expect([first, second].map((key) => services.plex.items.get(key)?.userRating)).toEqual([8, 8]);
    services.trakt.catalogue.addMovie({ ids: { trakt: 9, tmdb: 999 }, title: "Obscure" });
    now += 40 * 24 * 3_600_000;
    await runSync(services);
    expect(services.trakt.account.plays()).toMatchObject([{ traktId: 9 }]);
    expect(services.trakt.account.ratings()).toMatchObject([{ traktId: 9, value: 8 }]);
  });
});

describe("broken files", () => {
  test.each([
    ["config.json", '{\n  "version": 1,\n  "fields": oops\n}', "config-invalid", /config\.json, line 3/],
    [
      "config.json",
      '{\n  "version": 1,\n  "fields": { "watched": { "direction": "sideways" } }\n}',
      "config-invalid",
      /config\.json, line 3.*direction/,
    ],
    ["credentials.json", "{", "credentials-invalid", /credentials\.json, line 1/],
    ["state/default/state.json", '{"version":1,"base":{"version":1,"rec', "state-corrupt", /state\.json, line 1/],
    [
      "state/default/state.json",
      '{"version":1,"base":{"version":1,"records":{"a":{"type":"film"}}}}',
      "state-corrupt",
      /state\.json, line 1/,
    ],
  ])(
    "a broken %s stops the run before any write, is named, and is left as it is",
    async (file, content, code, message) => {
      const { services } = await startFilled();
      await runSync(services, { dryRun: true });
      services.trakt.tokens.expire();
      await runSync(services);
      await writeFile(join(services.home, file), content, { mode: 0o600 });
      services.trakt.requests.clear();
      services.plex.requests.clear();
      await expect(runSync(services)).rejects.toMatchObject({
        code,
        exitCode: 1,
        message: expect.stringMatching(message),
      });
      expect(await readFile(join(services.home, file), "utf8")).toBe(content);
      expect([...services.plex.requests, ...services.trakt.requests].every(({ method }) => method === "GET")).toBe(
        true,
      );
    },
  );
});

describe("a Plex that misreads the filter for rated seasons", () => {
  test("loses no season's rating, and writes none over it", async () => {
    const { services, household } = await startFilled();
    const seasonOf = (title: string) =>
      services.plex.items.all().find((item) => item.type === "season" && item.title === title);
    const show = household.placed.find(({ type }) => type === "show");
    const seasonKey = seasonOf("Season 1")?.ratingKey ?? "";
    services.plex.person.rate(seasonKey, 9, 1_700_000_000);
    await runSync(services);
    const seasonId = (show?.traktId ?? 0) + 701;
    const ratingOnTrakt = (): number | undefined =>
      services.trakt.account.ratings().find(({ type, traktId }) => type === "season" && traktId === seasonId)?.value;
    expect(ratingOnTrakt()).toBe(9);
    services.plex.intercept(({ phase, path }) =>
      phase === "after" && path === "/library/sections/3/all"
        ? { kind: "json", transform: (body) => withoutSeasons(body) }
        : undefined,
    );
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    expect(ratingOnTrakt()).toBe(9);
    expect(services.plex.items.get(seasonKey)?.userRating).toBe(9);
  });
});

/** A list of seasons becomes empty; any other list stays as it is. */
function withoutSeasons(body: unknown): unknown {
  const { MediaContainer } = body as { MediaContainer: { Metadata?: readonly { type: string }[] } };
  if (MediaContainer.Metadata?.[0]?.type !== "season") return body;
  return { MediaContainer: { size: 0, totalSize: 0, offset: 0 } };
}
