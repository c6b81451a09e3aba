import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

import { differences, doubledPlays } from "./support/differences.ts";
import { fillHousehold } from "./support/fill-household.ts";
import { runPakt, startChild } from "./support/run-child.ts";
import { runSync } from "./support/run-in-process.ts";
import { describeWithRedis, startRedis } from "./support/start-redis.ts";
import type { TestRedis } from "./support/start-redis.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

const PASSWORD = "redis-password-c2VjcmV0";
let redis: TestRedis;
let nextDatabase = 0;
beforeAll(async () => {
  // The rights that the README of the sync package asks for.
  const rights = ["~pakt:*", "+get", "+set", "+del", "+exists", "+scan", "+eval", "+pexpire", "+ping", "+select"];
  redis = await startRedis("--user", "pakt", "on", `>${PASSWORD}`, ...rights, "--user", "default", "off");
});
afterAll(() => redis.close());

/** Services with a household, and the environments of two machines that share one state. */
async function startTwoMachines(): Promise<{
  readonly services: Services;
  readonly first: Services["env"];
  readonly second: Services["env"];
  readonly placed: ReturnType<typeof fillHousehold>["placed"];
}> {
  const services = await startServices();
  const otherHome = await mkdtemp(join(tmpdir(), "pakt-e2e-"));
  onTestFinished(async () => {
    await services.close();
    await rm(otherHome, { recursive: true, force: true });
  });
  const { placed } = fillHousehold(services);
  nextDatabase += 1;
  const first = {
    ...services.env,
    PAKT_STORAGE_URL: `redis://pakt:${PASSWORD}@127.0.0.1:${redis.port}/${nextDatabase}`,
  };
  return { services, first, second: { ...first, PAKT_HOME: otherHome }, placed };
}

const writesTo = ({ plex, trakt }: Services): readonly string[] => [
  ...plex.requests.filter(({ path }) => path.startsWith("/:/")).map(({ path }) => path),
  ...trakt.requests.filter(({ method }) => method !== "GET").map(({ path }) => path),
];

describeWithRedis("two machines with one Redis", () => {
  test("are one pakt: what the first did, the second has nothing to do about", async () => {
    const { services, first, second, placed } = await startTwoMachines();
    expect((await runSync(services, { env: first })).exitCode).toBe(0);
    expect(differences(services, placed)).toEqual([]);
    services.plex.requests.clear();
    services.trakt.requests.clear();
    expect((await runSync(services, { env: second })).exitCode).toBe(0);
    expect(writesTo(services)).toEqual([]);
    expect(services.trakt.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /sync/last_activities",
    ]);
    expect([await readdir(first["PAKT_HOME"] ?? ""), await readdir(second["PAKT_HOME"] ?? "")]).toEqual([
      ["logs"],
      ["logs"],
    ]);
  });

  test("never run at once: one waits for the other, and then finds the work done", async () => {
    const { services, first, second, placed } = await startTwoMachines();
    const tuning = { lockWaitMs: 20_000 };
    const ends = await Promise.all([
      runSync(services, { env: first, tuning }),
      runSync(services, { env: second, tuning }),
    ]);
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(differences(services, placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
  });

  test("a run that does not get its turn ends with exit code 1 and names the other", async () => {
    const { services, first, second } = await startTwoMachines();
    const child = startChild("e2e/support/run-sync.ts", [], first);
    const refused = await new Promise<unknown>((resolve) => {
      let asked = false;
      services.trakt.intercept(({ phase }) => {
        if (!asked && phase === "before") {
          asked = true;
          runSync(services, { env: second }).then(resolve, resolve);
        }
        return undefined;
      });
    });
    expect(refused).toMatchObject({
      code: "run-active",
      exitCode: 1,
      message: expect.stringContaining(`process ${child.process.pid} on `),
    });
    expect((await child.ended).code).toBe(0);
  });
});

describeWithRedis("the command line with its state on Redis", () => {
  test("syncs, ends by itself, keeps the choice of libraries in the folder, and shows no password", async () => {
    const { first, second, placed, services } = await startTwoMachines();
    const ends = [
      await runPakt(["libraries", "--all"], first),
      await runPakt(["sync", "--yes", "--verbose"], first),
      await runPakt(["status"], first),
      await runPakt(["sync", "--json", "--debug"], second),
      await runPakt(["clear-cache"], second),
    ];
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(differences(services, placed)).toEqual([]);
    expect(await readdir(first["PAKT_HOME"] ?? "")).toEqual(["config.json", "logs"]);
    const said = ends.map(({ stdout, stderr }) => stdout + stderr).join("");
    expect(said).not.toContain(PASSWORD);
    expect(said).toContain("Removed ");
  });

  test.each([
    [
      "is not there",
      "redis://pakt:PASSWORD@127.0.0.1:1",
      1,
      "The state at redis://127.0.0.1:1/0 cannot be used: nothing answers there.",
    ],
    [
      "takes another password",
      "redis://pakt:PASSWORD-wrong@127.0.0.1:PORT",
      1,
      "it does not accept the user name or the password.",
    ],
    ["is no Redis", "postgres://:PASSWORD@127.0.0.1:PORT", 2, "PAKT_STORAGE_URL is no address of a Redis server."],
  ])("says in a sentence that the server %s, and not the password", async (_, url, code, sentence) => {
    const { first } = await startTwoMachines();
    const storage = url.replace("PASSWORD", PASSWORD).replace("PORT", String(redis.port));
    const end = await runPakt(["sync", "--json", "--debug"], { ...first, PAKT_STORAGE_URL: storage });
    expect(end).toMatchObject({ code, stderr: expect.stringContaining(sentence) });
    expect(end.stdout + end.stderr).not.toContain(PASSWORD);
  });
});
