import type { SyncAnswer, TraktErrorCode } from "@pakt/trakt-sdk";
import { TraktAccountLimitError, TraktError, TraktVipRequiredError } from "@pakt/trakt-sdk";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import { createFakeClock } from "../test/fake-clock.ts";
import { movieTarget, play } from "../test/operations.ts";
import { sendBatch } from "./send-batch.ts";
import type { BatchResult } from "./send-batch.ts";
import { placeOf } from "./trakt-body.ts";
import type { PlacedOperation, SentBody } from "./trakt-body.ts";
import type { Endpoint } from "./trakt-endpoints.ts";

const none = { movies: 0, shows: 0, seasons: 0, episodes: 0 };
const allFound = { movies: [], shows: [], seasons: [], episodes: [], ids: [] };

function batchOf(count: number): readonly PlacedOperation[] {
  return Array.from({ length: count }, (_, index) => {
    const operation = play(movieTarget(index + 1));
    const place = placeOf(operation.target);
    if (place === undefined) throw new Error("no place");
    return { operation, place };
  });
}

const [FIRST, SECOND, THIRD] = batchOf(3).map(({ operation }) => operation.id);

/** An endpoint that answers so, and whose later read shows these operations as done. */
function endpoint(
  answer: SyncAnswer | Error,
  options: { readonly shown?: readonly string[]; readonly counts?: Endpoint["counts"] } = {},
): Endpoint & { readonly bodies: readonly SentBody[]; readonly looked: readonly (readonly string[])[] } {
  const bodies: SentBody[] = [];
  const looked: string[][] = [];
  return {
    bodies,
    looked,
    size: 500,
    counts: options.counts ?? "added",
    send: (body) => {
      bodies.push(body);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    confirm: (operations) => {
      looked.push(operations.map(({ id }) => id));
      return Promise.resolve(options.shown === undefined ? undefined : new Set(options.shown));
    },
  };
}

function failure(code: TraktErrorCode, mayHaveHappened = false): TraktError {
  return new TraktError({ code, message: `${code}.`, method: "POST", url: "https://trakt.test", mayHaveHappened });
}

async function send(to: Endpoint, count: number): Promise<BatchResult> {
  return sendBatch({ clock: createFakeClock(), endpoint: to }, batchOf(count), createApplyLog().hooks);
}

/** The statuses by operation. */
function statuses({ outcomes }: BatchResult): Readonly<Record<string, string>> {
  return Object.fromEntries(outcomes.map(({ operation, status }) => [operation, status]));
}

describe("sendBatch", () => {
  test("sends one body with every title, and calls all applied that the counts account for", async () => {
    const to = endpoint({ added: { ...none, movies: 1 }, existing: { ...none, movies: 1 }, notFound: allFound });
    const result = await send(to, 2);
    expect(to.bodies.map(({ movies }) => movies?.map(({ ids }) => ids))).toEqual([[{ trakt: 1 }, { trakt: 2 }]]);
    expect(statuses(result)).toEqual({ [`${FIRST}`]: "applied", [`${SECOND}`]: "applied" });
    expect({ retry: result.retry, looked: to.looked }).toEqual({ retry: [], looked: [] });
  });

  test("what the answer names as not found is unmatched, and does not count", async () => {
    const to = endpoint({
      added: { ...none, movies: 2 },
      notFound: { ...allFound, movies: [{ ids: { trakt: 2 } }] },
    });
    expect(statuses(await send(to, 3))).toEqual({
      [`${FIRST}`]: "applied",
      [`${SECOND}`]: "unmatched",
      [`${THIRD}`]: "applied",
    });
    expect(to.looked).toEqual([]);
  });

  test("what the counts do not account for is looked for, but not what was not found", async () => {
    const to = endpoint(
      { added: { ...none, movies: 1 }, notFound: { ...allFound, movies: [{ ids: { trakt: 2 } }] } },
      { shown: [`${THIRD}`] },
    );
    const result = await send(to, 3);
    expect(to.looked).toEqual([[FIRST, THIRD]]);
    expect(statuses(result)).toEqual({ [`${SECOND}`]: "unmatched", [`${THIRD}`]: "applied" });
    expect(result.retry.map(({ operation }) => operation.id)).toEqual([FIRST]);
  });

  test("a removal's counts are of plays and say nothing of titles", async () => {
    const to = endpoint({ added: none, deleted: { ...none, movies: 7 }, notFound: allFound }, { counts: "nothing" });
    expect(statuses(await send(to, 2))).toEqual({ [`${FIRST}`]: "applied", [`${SECOND}`]: "applied" });
  });

  test("removed ratings are counted by what was deleted", async () => {
    const deleted = endpoint(
      { added: none, deleted: { ...none, movies: 2 }, notFound: allFound },
      { counts: "deleted" },
    );
    expect(statuses(await send(deleted, 2))).toEqual({ [`${FIRST}`]: "applied", [`${SECOND}`]: "applied" });
    const short = endpoint(
      { added: none, deleted: { ...none, movies: 1 }, notFound: allFound },
      { counts: "deleted", shown: [`${FIRST}`] },
    );
    const result = await send(short, 2);
    expect(statuses(result)).toEqual({ [`${FIRST}`]: "applied" });
    expect(result).not.toHaveProperty("serviceFailed");
  });

  test("a single title that Trakt neither stores nor names is not known to it, and no failure of the service", async () => {
    const result = await send(endpoint({ added: none, notFound: allFound }, { shown: [] }), 1);
    expect(statuses(result)).toEqual({ [`${FIRST}`]: "unmatched" });
    expect(result).toMatchObject({ retry: [] });
    expect(result).not.toHaveProperty("serviceFailed");
  });

  test.each<[TraktErrorCode]>([["server-error"], ["timeout"], ["network"], ["unreadable-answer"], ["edge-blocked"]])(
    "a write that ended with %s and may have happened is looked for",
    async (code) => {
      const to = endpoint(failure(code, true), { shown: [`${FIRST}`] });
      const result = await send(to, 2);
      expect(to.looked).toEqual([[FIRST, SECOND]]);
      expect(statuses(result)).toEqual({ [`${FIRST}`]: "applied" });
      expect(result.retry.map(({ operation }) => operation.id)).toEqual([SECOND]);
      expect(result).toMatchObject({ serviceFailed: true });
    },
  );

  test("what cannot be looked for is unknown and not sent again", async () => {
    const result = await send(endpoint(failure("server-error", true)), 2);
    expect(statuses(result)).toEqual({ [`${FIRST}`]: "unknown", [`${SECOND}`]: "unknown" });
    expect(result).toMatchObject({ retry: [], serviceFailed: true });
  });

  test.each<[TraktErrorCode]>([["too-large"], ["invalid-request"], ["not-found"], ["conflict"], ["precondition"]])(
    "%s: several are sent again in smaller batches, a single one is failed",
    async (code) => {
      const several = await send(endpoint(failure(code)), 2);
      expect({ outcomes: several.outcomes, retry: several.retry.length }).toEqual({ outcomes: [], retry: 2 });
      const single = await send(endpoint(failure(code)), 1);
      expect({ statuses: statuses(single), retry: single.retry }).toEqual({
        statuses: { [`${FIRST}`]: "failed" },
        retry: [],
      });
    },
  );

  test.each<[TraktErrorCode, string]>([
    ["sign-in-required", "sign-in-needed"],
    ["client-rejected", "sign-in-needed"],
    ["account-locked", "account-locked"],
    ["edge-blocked", "unreachable"],
    ["network", "unreachable"],
    ["forbidden", "unreachable"],
  ])("%s stops the side as %s: nothing was done", async (code, stopped) => {
    const result = await send(endpoint(failure(code)), 1);
    expect(result).toMatchObject({ stopped: { code: stopped }, retry: [] });
    expect(statuses(result)).toEqual({ [`${FIRST}`]: "failed" });
  });

  const facts = { message: "No.", method: "POST", url: "https://trakt.test" };
  test.each([
    [
      "what only VIP members may do",
      new TraktVipRequiredError({ ...facts, code: "vip-required" }, { upgradeUrl: "https://trakt.tv/vip" }),
      { status: "failed", message: "No. https://trakt.tv/vip" },
    ],
    [
      "a budget that is used up",
      new TraktError({ ...facts, code: "rate-limited" }),
      { status: "failed", message: "No." },
    ],
  ])("%s ends the field, and stops nothing else", async (_, error, end) => {
    const result = await send(endpoint(error, { shown: [] }), 1);
    expect(result).toMatchObject({ fieldEnds: end, outcomes: [end] });
    expect(result).not.toHaveProperty("stopped");
  });

  test.each([
    [
      "its limit and the way to enlarge it",
      { limit: 7, upgradeUrl: "https://example.org/more" },
      "No. It may hold 7. https://example.org/more",
    ],
    ["nothing of its limit", {}, "No."],
  ])("a full account stores nothing of a batch, and tells %s", async (_, told, words) => {
    const result = await send(
      endpoint(new TraktAccountLimitError({ ...facts, code: "account-limit" }, told), { shown: [] }),
      2,
    );
    expect(result).toEqual({ outcomes: [], retry: [], full: { left: batchOf(2), message: words, ...told } });
  });

  const full = new TraktAccountLimitError({ ...facts, code: "account-limit" }, {});

  test("of a batch for which there is no room, what a read shows was stored, and the rest is left", async () => {
    const to = endpoint(full, { shown: [`${SECOND}`] });
    const result = await send(to, 3);
    expect(to.looked).toEqual([[FIRST, SECOND, THIRD]]);
    expect(statuses(result)).toEqual({ [`${SECOND}`]: "applied" });
    expect(result.full?.left.map(({ operation }) => operation.id)).toEqual([FIRST, THIRD]);
    expect(result.retry).toEqual([]);
  });

  test("a batch for which there is no room, and of which no read tells what was stored, is unknown: no play is sent twice", async () => {
    const result = await send(endpoint(full), 2);
    expect(statuses(result)).toEqual({ [`${FIRST}`]: "unknown", [`${SECOND}`]: "unknown" });
    expect(result).toMatchObject({ retry: [], full: { left: [] } });
  });

  test("a bug of ours is thrown, not made an outcome", async () => {
    await expect(send(endpoint(new RangeError("ours")), 1)).rejects.toThrow("ours");
  });
});
