import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

type Services = Awaited<ReturnType<typeof startServices>>;

const startSynced = async (...argv: readonly string[]): Promise<Services> => {
  const services = await startServices();
  await runPakt(["sync", ...argv], services);
  services.plex.requests.clear();
  services.trakt.requests.clear();
  return services;
};

const ratingsOf = ({ plex, trakt }: Services): unknown => ({
  plex: plex.items.all().map(({ ratingKey, userRating }) => [ratingKey, userRating]),
  trakt: trakt.account.ratings().map(({ traktId, value }) => [traktId, value]),
});

describe("pakt undo", () => {
  test("takes a run back, says that it stays so, and is itself in the log", async () => {
    const services = await startServices();
    const before = ratingsOf(services);
    await runPakt(["sync", "--only", "rating"], services);
    expect(ratingsOf(services)).not.toEqual(before);
    const { exitCode, stdout } = await runPakt(["undo", "last", "--yes"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\n✓ Taken back\.\n {2}What was taken back stays so until one side changes\.\n$/);
    expect(ratingsOf(services)).toEqual(before);
    expect((await runPakt(["log"], services)).stdout).toMatch(/ {2}undo {2}done {2}took back \d{8}T\S+ · 12 rating · /);
  });

  test("--dry-run lists what would be taken back, needs no --yes and writes nothing", async () => {
    const services = await startSynced("--only", "watched,rating");
    const { exitCode, stdout } = await runPakt(["undo", "last", "--dry-run"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}remove play on Trakt +Heat \(1995\) +2026-01-02 20:10 +taken back$/m);
    expect(stdout).toMatch(/^ {2}set rating on Trakt +In Bruges \(2008\) +9 to 6 +taken back$/m);
    expect(stdout).toMatch(/Nothing was written: this was a dry run\.\n$/);
    expect(services.trakt.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(services.plex.requests.filter(({ path }) => path.startsWith("/:/"))).toEqual([]);
  });

  test("shows the plan on a terminal, and writes nothing after a no", async () => {
    const services = await startSynced("--only", "rating");
    const env = { ...services.env, NO_COLOR: "1" };
    const { exitCode, stdout } = await runPakt(["undo", "last"], { env, typed: "n\n" });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/remove rating on Plex .*taken back\n/);
    expect(stdout).toMatch(/Take it back with these 12 operations\? \[y\/N\] Nothing was written\.\n$/);
    expect(services.trakt.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("leaves alone what was changed since, with why", async () => {
    const services = await startSynced("--only", "rating");
    const { account } = services.trakt;
    account.ratings().forEach(({ type, traktId }) => account.rate(type, traktId, 1, "2031-01-01T00:00:00Z"));
    const { stdout } = await runPakt(["undo", "last", "--yes"], services);
    expect(stdout).toMatch(/^· 5 left alone$[^]*^ {6}Left alone: it was changed after that run\.$/m);
    expect(stdout).toMatch(/\n! Taken back\. Listed above: 5 left alone\.\n/);
  });

  test("--only takes back one field, --operation one operation, and --json prints the report", async () => {
    const services = await startSynced("--only", "watched,rating");
    const { stdout: log } = await runPakt(["log", "last", "--json"], services);
    const { summary, operations }: { summary: { run: string }; operations: { id: string; field: string }[] } =
      JSON.parse(log);
    const id = operations.find(({ field }) => field === "rating")?.id ?? "";
    const undo = async (...flags: readonly string[]): Promise<unknown> =>
      JSON.parse((await runPakt(["undo", summary.run, "--dry-run", "--json", ...flags], services)).stdout);
    expect(await undo("--operation", id)).toMatchObject({ dryRun: true, operations: [{ field: "rating" }] });
    expect(await undo("--only", "rating")).toMatchObject({ fields: { rating: {} }, operations: { length: 12 } });
  });

  test("says that there is no such run, before it reads anything", async () => {
    const services = await startServices();
    const { exitCode, stderr } = await runPakt(["undo", "2031", "--yes"], services);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "✗ There is no run 2031.\n  pakt log lists the runs that are kept.\n",
    });
    expect(services.plex.requests).toHaveLength(0);
  });
});
