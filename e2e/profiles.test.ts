import { listRuns, signOut, sync, undo } from "@pakt/sync";
import type { Report } from "@pakt/sync";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

import { allOf, readHome } from "./support/all-of-a-person.ts";
import { runPakt, startChild } from "./support/run-child.ts";
import { PEOPLE, startThreePeople } from "./support/three-people.ts";
import type { ThreePeople, Who } from "./support/three-people.ts";

let opened: ThreePeople | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** A household in which everybody has seen, rated and wished something, on either side. */
async function start(): Promise<ThreePeople> {
  const people = await startThreePeople();
  opened = people;
  const { trakt, keys, plex, wish } = people;
  people.actAs("default").view(keys[1] ?? "", 1_760_000_000);
  people.actAs("anna").view(keys[2] ?? "", 1_761_000_000);
  people.actAs("anna").rate(keys[1] ?? "", 8, 1_761_000_100);
  people.actAs("kids").view(keys[5] ?? "", 1_762_000_000);
  trakt.default.account.watch("movie", 3, "2025-03-01T20:00:00.000Z");
  trakt.anna.account.watch("movie", 4, "2025-03-02T20:00:00.000Z");
  trakt.kids.account.watch("movie", 6, "2025-03-03T20:00:00.000Z");
  plex.discover.watchlist.list(wish);
  return people;
}

async function runAs(people: ThreePeople, who: Who): Promise<Report> {
  return sync(await people.open(who));
}

/** Everything that reached any service since the last look: one text a request, with all that could hold a token. */
function takeRequests({ plex, front }: ThreePeople): readonly string[] {
  const ofPlex = plex.requests.map(
    ({ method, path, query, headers }) => `${method} ${path} ${JSON.stringify(query)} ${JSON.stringify(headers)}`,
  );
  const ofTrakt = front.requests.map(({ method, text }) => `${method} ${text}`);
  plex.requests.clear();
  front.requests.splice(0);
  return [...ofPlex, ...ofTrakt];
}

describe("profiles of one home", () => {
  test("each sync their own users, and nobody is shown or written what is another's", async () => {
    const people = await start();
    for (const who of PEOPLE) expect(await runAs(people, who)).toMatchObject({ exitCode: 0 });
    expect(PEOPLE.map((who) => people.onTrakt(who))).toEqual([
      [1, 3],
      [2, 4],
      [5, 6],
    ]);
    const seen = (who: Who) => [1, 2, 3, 4, 5, 6].filter((movie) => (people.onPlex(who, movie)?.viewCount ?? 0) > 0);
    expect(PEOPLE.map(seen)).toEqual([
      [1, 3],
      [2, 4],
      [5, 6],
    ]);
    expect(PEOPLE.map((who) => people.trakt[who].account.ratings().length)).toEqual([0, 1, 0]);
    expect(PEOPLE.map((who) => people.trakt[who].account.watchlist().length)).toEqual([1, 0, 0]);
    // The child has no other library, and so no other files.
    expect(people.trakt.kids.account.collection().map(({ traktId }) => traktId)).toEqual([5, 6]);
    for (const who of PEOPLE) {
      expect(await runAs(people, who)).toMatchObject({ exitCode: 0, fields: { watched: { toTrakt: { added: 0 } } } });
    }
    expect(people.plex.violations).toEqual([]);
    expect(PEOPLE.flatMap((who) => people.trakt[who].violations)).toEqual([]);
  });

  test.each(PEOPLE)("never send another's token to any service, in a run of %s or its undo", async (who) => {
    const people = await start();
    const before = await people.readSecrets();
    // A refresh and an expired cache are part of it.
    people.trakt[who].tokens.expire();
    await runAs(people, who);
    await undo(await people.open(who), "last");
    await runPakt(["status", "--profile", who], people.env);
    await runPakt(["doctor", "--profile", who], people.env);
    const after = await people.readSecrets();
    const sent = takeRequests(people);
    const own = [...before[who], ...after[who]];
    const others = PEOPLE.filter((each) => each !== who).flatMap((each) => after[each]);
    expect(others.length).toBeGreaterThanOrEqual(6);
    expect(sent.filter((text) => others.some((token) => text.includes(token)))).toEqual([]);
    const carrying = sent.filter((text) => /x-plex-token|authorization|refresh_token/i.test(text));
    expect(carrying.length).toBeGreaterThan(20);
    expect(carrying.filter((text) => !own.some((token) => text.includes(token)))).toEqual([]);
    expect(sent.some((text) => text.includes("refresh_token"))).toBe(true);
  });

  test("know a managed user by the server's own token, and ask Discover nothing for one", async () => {
    const people = await start();
    const report = await runAs(people, "kids");
    expect(report.fields).not.toHaveProperty("watchlist");
    expect(report.warnings).toContain(
      "The watchlist is not synced: The Kid is a managed user of the Plex Home, and has none.",
    );
    const [account = "", server = ""] = (await people.readSecrets()).kids;
    expect(server).not.toBe(account);
    const sent = takeRequests(people);
    expect(sent.filter((text) => text.includes("/discover/"))).toEqual([]);
    expect(sent.filter((text) => text.includes("/library/") && !text.includes(server))).toEqual([]);
  });

  test("have runs and undos of their own: one does not show or touch the other", async () => {
    const people = await start();
    for (const who of PEOPLE) await runAs(people, who);
    const [first] = await listRuns(await people.open("default"));
    const kept = await Promise.all([allOf(people, "default"), allOf(people, "kids")]);
    const log = await runPakt(["log", "--json", "--profile", "anna"], people.env);
    const { runs } = JSON.parse(log.stdout) as { readonly runs: readonly { readonly run: string }[] };
    expect(runs).toHaveLength(1);
    expect(log.stdout).not.toContain(first?.run ?? "none");
    const foreign = await runPakt(["undo", first?.run ?? "", "--yes", "--profile", "anna"], people.env);
    expect(foreign).toMatchObject({ code: 2, stderr: expect.stringContaining("There is no run") });
    expect((await runPakt(["undo", "last", "--yes", "--profile", "anna"], people.env)).code).toBe(0);
    expect(people.onTrakt("anna")).toEqual([4]);
    expect(await Promise.all([allOf(people, "default"), allOf(people, "kids")])).toEqual(kept);
  });

  test("do not apply the plan of another", async () => {
    const people = await start();
    const file = join(people.home, "plan.out");
    await runPakt(["plan", "--out", file], people.env);
    const { code, stderr } = await runPakt(["apply", file, "--yes", "--profile", "anna"], people.env);
    expect(code).toBe(2);
    expect(stderr).toContain("it is a plan of the profile default");
    expect(PEOPLE.map((who) => people.onTrakt(who))).toEqual([[3], [4], [6]]);
  });

  test("wait for each other when they run at the same time", async () => {
    const people = await start();
    const ends = await Promise.all(
      PEOPLE.map((who) => startChild("apps/cli/src/main.ts", ["sync", "--profile", who, "--json"], people.env).ended),
    );
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    const secrets = await people.readSecrets();
    const order = people.front.requests.flatMap(
      ({ text }) => PEOPLE.find((who) => secrets[who].some((token) => text.includes(token))) ?? [],
    );
    // Each has its turn, and no turn is interrupted.
    expect(order.filter((who, place) => who !== order[place - 1])).toHaveLength(3);
    expect(PEOPLE.map((who) => people.onTrakt(who))).toEqual([
      [1, 3],
      [2, 4],
      [5, 6],
    ]);
  });

  test("are synced one after another by --all-profiles, with one document, although one fails", async () => {
    const people = await start();
    await signOut(await people.open("anna"), "trakt");
    const { code, stdout } = await runPakt(["sync", "--all-profiles", "--json"], people.env);
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      profiles: [
        { profile: "default", exitCode: 0, report: { exitCode: 0 } },
        { profile: "anna", exitCode: 5, error: { advice: "Sign in: pakt login trakt --profile anna." } },
        { profile: "kids", exitCode: 0 },
      ],
      exitCode: 5,
    });
    expect(PEOPLE.map((who) => people.onTrakt(who))).toEqual([[1, 3], [4], [5, 6]]);
  });

  test.each(["before", "after"] as const)(
    "are whole when the run of one is killed at its first write, %s it took effect",
    async (phase) => {
      const people = await start();
      const child = startChild("e2e/support/run-sync.ts", [], { ...people.env, PAKT_PROFILE: "kids" });
      people.plex.intercept((request) => {
        if (request.path !== "/:/scrobble" || request.phase !== phase) return undefined;
        child.process.kill("SIGKILL");
        return { kind: "reset" };
      });
      expect(await child.ended).toMatchObject({ signal: "SIGKILL" });
      people.plex.intercept();
      for (const who of ["default", "anna"] as const) expect(await runAs(people, who)).toMatchObject({ exitCode: 0 });
      expect((await readHome(people.home)).has(join(people.home, "state", "kids", "journal", "plan.json"))).toBe(true);
      expect(await runAs(people, "kids")).toMatchObject({ exitCode: 0 });
      expect(PEOPLE.map((who) => people.onTrakt(who))).toEqual([
        [1, 3],
        [2, 4],
        [5, 6],
      ]);
      expect(people.onPlex("kids", 6)?.viewCount).toBe(1);
      expect(await runAs(people, "kids")).toMatchObject({ exitCode: 0, fields: { watched: { toPlex: { added: 0 } } } });
    },
  );

  test("leave the others whole when one is removed, with its sign-ins at both services", async () => {
    const people = await start();
    for (const who of PEOPLE) await runAs(people, who);
    const kept = await Promise.all([allOf(people, "default"), allOf(people, "kids")]);
    const secrets = await people.readSecrets();
    takeRequests(people);
    const { code } = await runPakt(["profiles", "remove", "anna", "--yes", "--delete-state"], people.env);
    expect(code).toBe(0);
    const sent = takeRequests(people);
    expect(sent.filter((text) => secrets.anna.some((token) => text.includes(token)))).toHaveLength(sent.length);
    expect(sent).toHaveLength(2);
    expect(people.trakt.anna.tokens.accessTokens()).toEqual([]);
    expect(await Promise.all([allOf(people, "default"), allOf(people, "kids")])).toEqual(kept);
    expect([...(await readHome(people.home)).keys()].filter((file) => file.includes("anna"))).toEqual([]);
    expect((await runPakt(["sync", "--all-profiles"], people.env)).code).toBe(0);
    expect(people.onTrakt("anna")).toEqual([2, 4]);
  });
});

describe("a profile with the tokens of another user", () => {
  test.each(["plex", "trakt"] as const)("writes nothing: the %s token of Anna in the profile kids", async (side) => {
    const people = await start();
    const file = join(people.home, "credentials.json");
    const stored = JSON.parse(await readFile(file, "utf8")) as {
      readonly profiles: Record<Who, Record<"plex" | "trakt", unknown>>;
    };
    stored.profiles.kids[side] = stored.profiles.anna[side];
    await writeFile(file, JSON.stringify(stored));
    const before = PEOPLE.map((who) => people.onTrakt(who));
    const { code, stdout } = await runPakt(["sync", "--profile", "kids", "--json"], people.env);
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: "sign-in-needed",
        message: expect.stringMatching(
          /^The (Plex|Trakt) token is not that of .+, whom the profile kids is signed in as\.$/,
        ),
        advice: expect.stringMatching(/^Nothing was written\. Sign in again: pakt login (plex|trakt) --profile kids/),
      },
    });
    expect(people.plex.scrobbles).toEqual([]);
    expect(people.front.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(PEOPLE.map((who) => people.onTrakt(who))).toEqual(before);
  });

  test("writes nothing when the environment gives it the tokens of another profile", async () => {
    const people = await start();
    const [plexToken = "", , accessToken = "", refreshToken = ""] = (await people.readSecrets()).anna;
    await runPakt(["profiles", "add", "guest"], people.env);
    const env = {
      ...people.env,
      PAKT_PROFILE: "guest",
      PAKT_PLEX_TOKEN: plexToken,
      PAKT_TRAKT_ACCESS_TOKEN: accessToken,
      PAKT_TRAKT_REFRESH_TOKEN: refreshToken,
    };
    const { code, stderr } = await runPakt(["libraries"], env);
    expect([code, stderr]).toEqual([5, expect.stringContaining("Plex does not accept the token.")]);
    const [, server = ""] = (await people.readSecrets()).anna;
    const other = await runPakt(["sync"], { ...env, PAKT_PLEX_TOKEN: server });
    expect(other.code).toBe(5);
    expect(other.stderr).toContain("The profile anna has this Trakt account (anna-on-trakt) already.");
    expect(people.front.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});
