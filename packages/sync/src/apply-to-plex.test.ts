import type { Fault, InMemoryPlex } from "@pakt/plex-sdk/testing";
import { PlexError } from "@pakt/plex-sdk";
import type { Operation } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import type { ApplyLog } from "../test/apply-log.ts";
import { AT, mark, movieTarget, rate, unmark, unrate } from "../test/operations.ts";
import { startPlex } from "../test/start-plex.ts";
import type { StartedPlex } from "../test/start-plex.ts";
import { applyToPlex } from "./apply-to-plex.ts";
import type { ApplyResult } from "./replica.ts";

/** An in-memory Plex with so many movies: their rating keys are 1, 2, … */
function startWith(movies: number, state: { readonly viewCount?: number; readonly userRating?: number } = {}) {
  const started = startPlex();
  for (let number = 1; number <= movies; number += 1) {
    started.plex.items.addMovie({ library: "1", ratingKey: String(number), title: `Movie ${number}`, ...state });
  }
  return started;
}

function apply(
  { server, clock }: StartedPlex,
  operations: readonly Operation[],
  options: { readonly log?: ApplyLog; readonly concurrency?: number } = {},
): Promise<ApplyResult> {
  const { log = createApplyLog(), concurrency = 4 } = options;
  return applyToPlex({ server, clock, serverNow: () => clock.now(), concurrency }, operations, log.hooks);
}

const refOf = (number: number): string => `in-memor/${number}`;
const marks = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => mark(movieTarget(index + 1), refOf(index + 1)));

/** Lets the write of one key go wrong; with a fault `after` it, only one write may be under way at once. */
function breakWrite(plex: InMemoryPlex, key: string, fault: Fault, phase: "before" | "after" = "before"): void {
  plex.intercept((request) => {
    if (request.phase !== phase || request.method !== "PUT") return undefined;
    return plex.requests.at(-1)?.query["key"] === key ? fault : undefined;
  });
}

function writes({ requests }: InMemoryPlex): readonly string[] {
  return requests.flatMap(({ method, path, query }) => (method === "PUT" ? [`${path} ${query["key"]}`] : []));
}

function reads({ requests }: InMemoryPlex): readonly string[] {
  return requests.flatMap(({ method, path }) => (method === "GET" ? [path] : []));
}

describe("applyToPlex", () => {
  test.each([
    ["a mark", mark(movieTarget(1), refOf(1)), { path: "/:/scrobble", query: { key: "1" } }],
    ["an unmark", unmark(movieTarget(1), refOf(1)), { path: "/:/unscrobble", query: { key: "1" } }],
    [
      "a rating with its date",
      rate(movieTarget(1), 7, refOf(1)),
      { path: "/:/rate", query: { key: "1", rating: "7", ratedAt: String(Date.parse(AT) / 1000) } },
    ],
    ["a rating that goes", unrate(movieTarget(1), refOf(1)), { path: "/:/rate", query: { key: "1", rating: "-1" } }],
  ])("sends %s as one request to the copy", async (_, operation, request) => {
    const started = startWith(1, { viewCount: 1, userRating: 4 });
    const log = createApplyLog();
    expect(await apply(started, [operation], { log })).toEqual({});
    expect(started.plex.requests).toMatchObject([{ method: "PUT", ...request }]);
    expect(log.counts()).toEqual({ applied: 1 });
    expect(started.plex.violations).toEqual([]);
  });

  test("gives a rating without a date the server's now", async () => {
    const started = startWith(1);
    const operation = rate(movieTarget(1), 7, refOf(1));
    await apply(started, [{ ...operation, rating: { value: 7 } }]);
    expect(started.plex.requests[0]?.query).not.toHaveProperty("ratedAt");
  });

  test("announces twenty at a time, and the next only when those are answered", async () => {
    const started = startWith(45);
    const writesWhenAnnounced: number[] = [];
    const log = createApplyLog({
      onIntent: () => {
        writesWhenAnnounced.push(writes(started.plex).length);
      },
    });
    await apply(started, marks(45), { log });
    expect(log.announced.map((chunk) => chunk.length)).toEqual([20, 20, 5]);
    expect(writesWhenAnnounced).toEqual([0, 20, 40]);
    expect(log.counts()).toEqual({ applied: 45 });
  });

  test("has no more writes under way at once than it was told", async () => {
    const started = startWith(12);
    let underWay = 0;
    let most = 0;
    started.plex.intercept(async ({ phase }) => {
      underWay += phase === "before" ? 1 : -1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      return undefined;
    });
    await apply(started, marks(12), { concurrency: 3 });
    expect(most).toBe(3);
    expect(writes(started.plex)).toHaveLength(12);
  });

  test("a server of which twenty writes fail is left for the next run", async () => {
    const started = startWith(60);
    started.plex.intercept(({ phase, method }) =>
      phase === "before" && method === "PUT" ? { kind: "status", status: 500 } : undefined,
    );
    const log = createApplyLog();
    expect(await apply(started, marks(60), { log })).toEqual({
      stopped: { code: "unreachable", message: "Plex does not answer any more" },
    });
    expect(log.counts()).toEqual({ failed: 20 });
    expect(writes(started.plex)).toHaveLength(20);
  });

  test("a server that answers nothing is left alone after four writes in a row", async () => {
    const started = startWith(60);
    const silent = new PlexError({ code: "timeout", mayHaveHappened: true });
    const sent: string[] = [];
    const server = {
      ...started.server,
      scrobble: ({ ratingKey }: { readonly ratingKey: string }) => {
        sent.push(ratingKey);
        return Promise.reject(silent);
      },
    };
    expect(await apply({ ...started, server }, marks(60), { concurrency: 1 })).toMatchObject({
      stopped: { code: "unreachable" },
    });
    expect(sent).toEqual(["1", "2", "3", "4"]);
  });

  test("dates no rating later than the clock: Plex refuses what is still to come", async () => {
    const started = startWith(1);
    const rating = { value: 7, at: new Date(started.clock.now() + 30_000).toISOString() };
    const operation = { ...rate(movieTarget(1), 7, refOf(1)), rating };
    await apply(started, [operation]);
    expect(started.plex.requests[0]?.query).not.toHaveProperty("ratedAt");
  });

  test("a copy that is gone is unmatched, and the rest goes on", async () => {
    const started = startWith(3);
    started.plex.items.remove("2");
    const log = createApplyLog();
    expect(await apply(started, marks(3), { log })).toEqual({});
    expect(log.counts()).toEqual({ applied: 2, unmatched: 1 });
    expect(log.outcomes).toContainEqual(
      expect.objectContaining({ operation: mark(movieTarget(2), refOf(2)).id, message: "gone from Plex" }),
    );
  });

  test("a token that is refused stops the side: nothing more is sent", async () => {
    const started = startWith(30);
    breakWrite(started.plex, "3", { kind: "status", status: 401 });
    const log = createApplyLog();
    const result = await apply(started, marks(30), { log, concurrency: 1 });
    expect(result).toMatchObject({ stopped: { code: "sign-in-needed" } });
    expect(writes(started.plex)).toHaveLength(3);
    expect(log.announced).toHaveLength(1);
    expect(log.counts()).toEqual({ applied: 2, failed: 18 });
  });

  test.each([
    ["a refusal", { kind: "status", status: 400 }],
    ["a block on the way", { kind: "status", status: 403 }],
    ["a limit that does not go away", { kind: "status", status: 429 }],
  ] as const)("%s fails that one write and no other", async (_, fault) => {
    const started = startWith(3);
    breakWrite(started.plex, "2", fault);
    const log = createApplyLog();
    expect(await apply(started, marks(3), { log })).toEqual({});
    expect(log.counts()).toEqual({ applied: 2, failed: 1 });
    expect(reads(started.plex)).toEqual([]);
  });
});

describe("applyToPlex, when an answer is lost", () => {
  const lost: readonly (readonly [string, Fault])[] = [
    ["500", { kind: "status", status: 500 }],
    ["503", { kind: "status", status: 503 }],
    ["a lost connection", { kind: "reset" }],
    ["a web page of another program", { kind: "status", status: 520 }],
  ];

  test.each(lost)("by %s: a read that shows the view settles it, and it is not sent again", async (_, fault) => {
    const started = startWith(3);
    breakWrite(started.plex, "2", fault, "after");
    const log = createApplyLog();
    await apply(started, marks(3), { log, concurrency: 1 });
    expect(reads(started.plex)).toEqual(["/library/metadata/2"]);
    expect(started.plex.scrobbles).toEqual(["1", "2", "3"]);
    expect(log.counts()).toEqual({ applied: 3 });
    expect(log.outcomes.find(({ message }) => message !== undefined)?.message).toBe("confirmed by reading it back");
  });

  test.each(lost)("by %s: a read that does not show the view fails it, and it is not sent again", async (_, fault) => {
    const started = startWith(3);
    breakWrite(started.plex, "2", fault);
    const log = createApplyLog();
    await apply(started, marks(3), { log });
    expect(reads(started.plex)).toEqual(["/library/metadata/2"]);
    expect(writes(started.plex)).toHaveLength(3);
    expect(log.statuses()[mark(movieTarget(2), refOf(2)).id]).toBe("failed");
    const failed = log.outcomes.find(({ status }) => status === "failed");
    expect(failed?.message).toMatch(/^\S.*\S; read back, it has not taken effect$/s);
  });

  test.each([
    ["an unmark that took effect", unmark(movieTarget(1), refOf(1)), "after", "applied"],
    ["an unmark that did not", unmark(movieTarget(1), refOf(1)), "before", "failed"],
    ["a rating that took effect", rate(movieTarget(1), 7, refOf(1)), "after", "applied"],
    ["a rating that did not", rate(movieTarget(1), 7, refOf(1)), "before", "failed"],
    ["a rating that went", unrate(movieTarget(1), refOf(1)), "after", "applied"],
    ["a rating that stayed", unrate(movieTarget(1), refOf(1)), "before", "failed"],
  ] as const)("settles %s", async (_, operation, phase, expected) => {
    const started = startWith(1, { viewCount: 1, userRating: 4 });
    breakWrite(started.plex, "1", { kind: "reset" }, phase);
    const log = createApplyLog();
    await apply(started, [operation], { log });
    expect(log.statuses()).toEqual({ [operation.id]: expected });
  });

  test("all that is in doubt is read in one request", async () => {
    const started = startWith(20);
    started.plex.intercept(({ method, phase }) =>
      method === "PUT" && phase === "after" ? { kind: "reset" } : undefined,
    );
    const log = createApplyLog();
    await apply(started, marks(20), { log });
    expect(reads(started.plex)).toHaveLength(1);
    expect(log.counts()).toEqual({ applied: 20 });
  });

  test("and the read fails too: it stays unknown", async () => {
    const started = startWith(1);
    started.plex.intercept(({ phase }) => (phase === "before" ? { kind: "status", status: 503 } : undefined));
    const log = createApplyLog();
    expect(await apply(started, marks(1), { log })).toEqual({});
    expect(log.counts()).toEqual({ unknown: 1 });
    expect(writes(started.plex)).toHaveLength(1);
  });

  test("and the copy is gone since: it stays unknown", async () => {
    const started = startWith(2);
    started.plex.intercept(({ method, phase }) => {
      if (method !== "PUT" || phase !== "after") return undefined;
      started.plex.items.remove("1");
      return { kind: "reset" };
    });
    const log = createApplyLog();
    await apply(started, marks(1), { log });
    expect(log.counts()).toEqual({ unknown: 1 });
  });
});
