import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

type Services = Awaited<ReturnType<typeof startServices>>;

const savePlan = async (): Promise<Services & { readonly file: string }> => {
  const services = await startServices();
  const file = join(services.home, "plan.json");
  await runPakt(["plan", "--out", file, "--only", "rating"], services);
  return { ...services, file };
};

const writes = ({ trakt }: Services): readonly string[] =>
  trakt.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);

describe("pakt plan", () => {
  test("shows the plan, saves it for its owner alone, and writes to neither side", async () => {
    const services = await startServices();
    const file = join(services.home, "plan.json");
    const { exitCode, stdout } = await runPakt(["plan", "--out", file, "--only", "rating"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}set rating on Trakt +In Bruges \(2008\) +6 to 9 +newest wins$/m);
    expect(stdout).toContain("✓ 12 operations to apply. Nothing was written.\n");
    expect(stdout.replaceAll(/\s+/g, " ")).toMatch(
      /✓ The plan is in \S+plan\.json and good until .* UTC\. `pakt apply /,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ paktPlan: 1, operations: { length: 12 } });
    expect(writes(services)).toEqual([]);
  });

  test("--json prints the report as one document, and the plan goes to its file", async () => {
    const services = await startServices();
    const file = join(services.home, "plan.json");
    const { stdout } = await runPakt(["plan", "--out", file, "--only", "rating", "--json"], services);
    expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, operations: { length: 12 } });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ choices: { only: ["rating"] } });
  });

  test("replaces no file but with --force, and says so before it reads anything", async () => {
    const services = await savePlan();
    services.plex.requests.clear();
    const { exitCode, stderr } = await runPakt(["plan", "--out", services.file], services);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is there already.\n  Name another file, or replace it with --force.\n");
    expect(services.plex.requests).toHaveLength(0);
    expect((await runPakt(["plan", "--out", services.file, "--force"], services)).exitCode).toBe(0);
  });
});

describe("pakt apply", () => {
  test("writes exactly what the plan holds, once", async () => {
    const services = await savePlan();
    const first = await runPakt(["apply", services.file, "--yes"], services);
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toContain("The plan is applied");
    expect(writes(services)).toEqual(["/sync/ratings"]);
    const second = await runPakt(["apply", services.file, "--yes"], services);
    expect(second.stdout).toMatch(/^· 10 moved since the plan was made$/m);
    expect(second.stdout).toContain("! Nothing to write. Listed above: 10 moved since the plan was made");
    expect((await runPakt(["log"], services)).stdout).toMatch(/ {2}apply {2}done {2}12 rating · /);
  });

  test("lists what has moved since and what was unticked, and shows the rest before it asks", async () => {
    const services = await savePlan();
    const plan: { operations: { apply: boolean; operation: { side: string } }[] } = JSON.parse(
      readFileSync(services.file, "utf8"),
    );
    const operations = plan.operations.map((each) => ({ ...each, apply: each.operation.side === "trakt" }));
    writeFileSync(services.file, JSON.stringify({ ...plan, operations }));
    const env = { ...services.env, NO_COLOR: "1" };
    const { exitCode, stdout } = await runPakt(["apply", services.file], { env, typed: "n\n" });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^· 5 not chosen$[^]*^ {6}Not written: it was unticked in the plan\.$/m);
    expect(stdout).toMatch(/Apply these 5 operations\? \[Y\/n\] Nothing was written\.\n$/);
    expect(writes(services)).toEqual([]);
  });

  test("--dry-run needs no --yes, and --json prints the report", async () => {
    const services = await savePlan();
    const { stdout } = await runPakt(["apply", services.file, "--dry-run", "--json"], services);
    expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, operations: { length: 12 }, exitCode: 0 });
  });

  test("applies no plan that was changed", async () => {
    const services = await savePlan();
    writeFileSync(services.file, readFileSync(services.file, "utf8").replace('"value": 9', '"value": 1'));
    const { exitCode, stderr } = await runPakt(["apply", services.file, "--yes"], services);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("✗ This plan is not applied: ");
    expect(writes(services)).toEqual([]);
  });
});
