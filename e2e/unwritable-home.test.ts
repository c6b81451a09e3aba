import { isPaktError } from "@pakt/sync";
import type { PaktError, Report } from "@pakt/sync";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";

import { differences, doubledPlays } from "./support/differences.ts";
import { failingWrites } from "./support/failing-writes.ts";
import { fillHousehold } from "./support/fill-household.ts";
import type { Household } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

vi.mock("node:fs/promises", async (original) => {
  const { failingWrites: failing } = await import("./support/failing-writes.ts");
  return failing.wrap(await original());
});
afterEach(() => failingWrites.stop());

/** A seventh of all the writes, others in each column; `PROVE_EVERY_WRITE=1` takes them all. */
const STEP = process.env["PROVE_EVERY_WRITE"] === undefined ? 7 : 1;

async function withHousehold<T>(work: (services: Services, household: Household) => Promise<T>): Promise<T> {
  const services = await startServices();
  try {
    return await work(services, fillHousehold(services));
  } finally {
    failingWrites.stop();
    await services.close();
  }
}

/** How a run ends: by its report, or by an error that was expected. Anything else is a bug of ours, and thrown. */
async function endOf(services: Services): Promise<Report | PaktError> {
  try {
    return await runSync(services);
  } catch (error) {
    if (isPaktError(error)) return error;
    throw error;
  }
}

function writesOf({ plex, trakt }: Services): readonly string[] {
  return [...plex.requests, ...trakt.requests].filter(({ method }) => method !== "GET").map(({ path }) => path);
}

/** Notes each write to a service for which the home holds no announcement without an answer. */
function watchWrites({ plex, trakt, home }: Services): readonly string[] {
  const unannounced: string[] = [];
  const watch =
    (side: "plex" | "trakt") =>
    ({
      method,
      path,
      phase,
    }: {
      readonly method: string;
      readonly path: string;
      readonly phase: string;
    }): undefined => {
      if (phase === "before" && method !== "GET" && !isAnnounced(join(home, "state/default/journal"), side)) {
        unannounced.push(`${method} ${path}`);
      }
    };
  plex.intercept(watch("plex"));
  trakt.intercept(watch("trakt"));
  return unannounced;
}

function isAnnounced(journal: string, side: string): boolean {
  if (!existsSync(join(journal, "plan.json"))) return false;
  const open = new Set<string>();
  for (const name of readdirSync(journal)
    .filter((each) => /^\d+\.json$/.test(each))
    .toSorted()) {
    const entry = JSON.parse(readFileSync(join(journal, name), "utf8")) as Entry;
    for (const id of entry.operations ?? []) open.add(id);
    for (const { operation } of entry.outcomes ?? []) open.delete(operation);
  }
  return [...open].some((id) => id.split(":")[2] === side);
}

/** As it stands in a file of the journal. */
interface Entry {
  readonly operations?: readonly string[];
  readonly outcomes?: readonly { readonly operation: string }[];
}

/** What is wrong after a run on a healthy home, and one more. */
async function findUnsettled(services: Services, { placed }: Household): Promise<readonly string[]> {
  const next = await runSync(services);
  const last = await runSync(services, { listOperations: true });
  const { scrobbles } = services.plex;
  return [
    ...(next.exitCode === 0 ? [] : [`the next run ended with ${next.exitCode}`]),
    ...(last.operations ?? []).map(({ id }) => `still to do: ${id}`),
    ...differences(services, placed),
    ...doubledPlays(services).map((play) => `doubled: ${play}`),
    ...scrobbles.filter((key, position) => scrobbles.indexOf(key) !== position).map((key) => `marked twice: ${key}`),
    ...services.plex.violations,
    ...services.trakt.violations,
  ];
}

describe("a home that cannot be written", { timeout: 120_000 }, () => {
  test.each([
    ["state", "a file stands where a folder should be"],
    ["state/default", "a file stands where a folder should be"],
    ["state/default/journal", "a file stands where a folder should be"],
    ["cache", "a file stands where a folder should be"],
  ])("with a file in the place of its folder %s stops before any write, and says what to do", async (name, reason) => {
    await withHousehold(async (services, household) => {
      const path = join(services.home, name);
      await mkdir(join(path, ".."), { recursive: true });
      await writeFile(path, "");
      const end = await endOf(services);
      expect(end).toMatchObject({ code: "home-unusable", exitCode: 1 });
      expect(end).toMatchObject({
        message: expect.stringMatching(`^${services.home}/.* cannot be written: ${reason}`),
        advice: expect.stringContaining("set PAKT_HOME to another folder"),
      });
      expect(writesOf(services)).toEqual([]);
      await rm(path);
      expect(await findUnsettled(services, household)).toEqual([]);
    });
  });

  test.each(["/dev/null/pakt", "/proc/pakt"])("as %s stops before anything is asked", async (folder) => {
    await withHousehold(async (services) => {
      const nowhere = { ...services, env: { ...services.env, PAKT_HOME: folder } };
      expect(await endOf(nowhere)).toMatchObject({
        code: "home-unusable",
        exitCode: 1,
        message: expect.stringContaining(folder),
      });
      expect([...services.plex.requests, ...services.trakt.requests]).toEqual([]);
    });
  });

  test.each<[string, "once" | "from then on", number]>([
    ["ENOSPC", "once", 1],
    ["ENOSPC", "from then on", 3],
    ["EROFS", "from then on", 5],
    ["EACCES", "once", 7],
  ])(
    "when any write of it fails with %s, %s: nothing is sent unannounced, nothing is lost, and the next run converges",
    async (code, extent, first) => {
      const count = await withHousehold(async (services) => {
        failingWrites.count(services.home);
        await runSync(services);
        return failingWrites.stop();
      });
      expect(count).toBeGreaterThan(20);
      const broken: string[] = [];
      for (let number = first; number <= count; number += STEP) {
        await withHousehold(async (services, household) => {
          const unannounced = watchWrites(services);
          failingWrites.fail(services.home, { code, number, extent });
          const end = await endOf(services).catch((error: unknown) => String(error instanceof Error && error.stack));
          failingWrites.stop();
          const isSaid =
            typeof end !== "string" &&
            (!isPaktError(end) || (end.code === "home-unusable" && end.message.includes(services.home)));
          broken.push(
            ...(isSaid ? [] : [`ended with ${typeof end === "string" ? end : JSON.stringify(end)}`]),
            ...unannounced.map((write) => `not announced: ${write}`),
            ...(await findUnsettled(services, household)).map((each) => `write ${number}: ${each}`),
          );
        });
      }
      expect(broken).toEqual([]);
    },
  );
});
