import { describe, expect, test } from "vitest";

import { differences, doubledPlays, fillHousehold } from "./support/household.ts";
import type { Placed } from "./support/household.ts";
import { startChild } from "./support/run-child.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

type Phase = "before" | "after";

/** How many requests an undisturbed run makes. */
async function countRequests(): Promise<number> {
  return withHousehold(async (services) => {
    await runSync(services);
    return services.plex.requests.length + services.trakt.requests.length;
  });
}

async function withHousehold<T>(work: (services: Services, placed: readonly Placed[]) => Promise<T>): Promise<T> {
  const services = await startServices();
  try {
    const { placed } = fillHousehold(services);
    return await work(services, placed);
  } finally {
    await services.close();
  }
}

/** Calls `act` at the n-th request of both services together, before or after it took effect; its answer is then lost. */
function atRequest(
  { plex, trakt }: Services,
  point: { readonly number: number; readonly phase: Phase },
  act: () => void,
): void {
  let seen = 0;
  const intercept = ({ phase }: { readonly phase: Phase }): { readonly kind: "reset" } | undefined => {
    // Requests are numbered as they come; both phases of one request follow each other without another in between.
    if (phase === "before") seen += 1;
    if (seen !== point.number || phase !== point.phase) return undefined;
    act();
    return { kind: "reset" };
  };
  plex.intercept(intercept);
  trakt.intercept(intercept);
}

function clear({ plex, trakt }: Services): void {
  plex.intercept();
  trakt.intercept();
}

/** What is wrong after everything went right again; empty when both sides are the same and nothing was doubled. */
async function faultsAfterwards(services: Services, placed: readonly Placed[]): Promise<readonly string[]> {
  clear(services);
  const next = await runSync(services);
  const last = await runSync(services, { listOperations: true });
  const marked = placed.flatMap(({ ratingKeys, name }) =>
    ratingKeys
      .filter((key) => services.plex.scrobbles.filter((scrobbled) => scrobbled === key).length > 1)
      .map(() => `${name}: marked twice`),
  );
  return [
    ...differences(services, placed),
    ...doubledPlays(services).map((play) => `doubled ${play}`),
    ...marked,
    ...(next.exitCode === 0 ? [] : [`the next run ended with ${next.exitCode}`]),
    ...(last.operations ?? []).map(({ id }) => `still to do: ${id}`),
    ...services.plex.violations,
    ...services.trakt.violations,
  ];
}

/** Works on every number with a few workers. */
async function forEachNumber(count: number, workers: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (next < count) {
        next += 1;
        await work(next);
      }
    }),
  );
}

describe("killed at any request", { timeout: 300_000 }, () => {
  test.each<Phase>(["before", "after"])(
    "the next run ends with both sides the same and no play doubled (killed %s it took effect)",
    async (phase) => {
      const count = await countRequests();
      const broken: string[] = [];
      let killed = 0;
      await forEachNumber(count, 2, (number) =>
        withHousehold(async (services, placed) => {
          const child = startChild("e2e/support/run-sync.ts", [], services.env);
          atRequest(services, { number, phase }, () => child.process.kill("SIGKILL"));
          const end = await child.ended;
          if (end.signal === "SIGKILL") killed += 1;
          const faults = await faultsAfterwards(services, placed);
          broken.push(...faults.map((fault) => `killed ${phase} request ${number}: ${fault}`));
        }),
      );
      expect(broken).toEqual([]);
      expect(killed).toBe(count);
    },
  );
});

describe("a lost answer at any request", { timeout: 300_000 }, () => {
  test.each<Phase>(["before", "after"])(
    "doubles nothing and is made good by the next run (lost %s it took effect)",
    async (phase) => {
      const count = await countRequests();
      const broken: string[] = [];
      await forEachNumber(count, 1, (number) =>
        withHousehold(async (services, placed) => {
          atRequest(services, { number, phase }, () => undefined);
          await runSync(services).catch((error: unknown) => error);
          const faults = await faultsAfterwards(services, placed);
          broken.push(...faults.map((fault) => `answer lost ${phase} request ${number}: ${fault}`));
        }),
      );
      expect(broken).toEqual([]);
    },
  );
});
