import { emptyLedger } from "@pakt/sync-core";
import type { FieldRead, Item, Operation, Side, Snapshot } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { readsOf } from "../test/field-reads.ts";
import { AT, collect, list, mark, movieTarget, rate } from "../test/operations.ts";
import { planOf } from "../test/plans.ts";
import { findInDoubt } from "./in-doubt.ts";
import type { InDoubt } from "./in-doubt.ts";
import type { Shown } from "./proof-of-write.ts";
import { joinDoubts, stillInDoubt } from "./still-in-doubt.ts";
import { UNLISTED } from "./unlisted.ts";

const REF = "attic/1";
const wish = list(movieTarget(1), "plex");
const file = collect(movieTarget(1));
const view = mark(movieTarget(1), REF);

function doubtOf(...operations: readonly Operation[]): InDoubt | undefined {
  return findInDoubt(planOf(operations), new Set(operations.map(({ id }) => id)), []);
}

function snapshot(side: Side, reads: Snapshot["fields"], items: readonly Item[]): Snapshot {
  return { side, takenAt: AT, identity: {}, unlisted: UNLISTED[side], fields: reads, items };
}

const complete = readsOf({}, "complete");
/** Both sides were read completely and have nothing, unless it is said otherwise. */
function shown(plex: { readonly reads?: Snapshot["fields"]; readonly items?: readonly Item[] } = {}): Shown {
  const { reads = complete, items = [] } = plex;
  return { plex: snapshot("plex", reads, items), trakt: snapshot("trakt", complete, []), ledger: emptyLedger };
}

const unread = (state: FieldRead["state"]) => readsOf({ watchlist: { state }, watched: { state } }, "complete");
const operationsOf = (inDoubt: InDoubt | undefined): readonly string[] =>
  inDoubt?.plan.operations.map(({ id }) => id) ?? [];

describe("stillInDoubt", () => {
  test("is nothing where nothing was", () => {
    expect(stillInDoubt(undefined, shown())).toBeUndefined();
  });

  test("is nothing when complete reads told what became of all", () => {
    expect(stillInDoubt(doubtOf(wish, file, view), shown())).toBeUndefined();
  });

  test.each(["failed", "partial", "off"] as const)(
    "is the same when the list that tells was %s, whatever else was read",
    (state) => {
      const inDoubt = doubtOf(wish);
      expect(stillInDoubt(inDoubt, shown({ reads: unread(state) }))).toBe(inDoubt);
    },
  );

  test("is what no read told, without what they told", () => {
    expect(operationsOf(stillInDoubt(doubtOf(wish, file, view), shown({ reads: unread("failed") })))).toEqual([
      wish.id,
      view.id,
    ]);
  });

  test("is nothing of what a list shows that was cut", () => {
    const items: readonly Item[] = [{ type: "movie", ids: movieTarget(1).ids, title: "", watchlist: {} }];
    expect(stillInDoubt(doubtOf(wish), shown({ reads: unread("partial"), items }))).toBeUndefined();
  });

  test("is a copy of a server that was not read, however completely the others were", () => {
    const read = shown();
    const of = (server: string | readonly string[]): Shown => ({
      ...read,
      plex: { ...read.plex, identity: { server } },
    });
    expect(operationsOf(stillInDoubt(doubtOf(view), of("nas")))).toEqual([view.id]);
    expect(stillInDoubt(doubtOf(view), of(["attic", "nas"]))).toBeUndefined();
  });

  test("is nothing of a copy that was shown, though another library was not", () => {
    const items: readonly Item[] = [{ type: "movie", ids: [], title: "", ref: REF }];
    expect(stillInDoubt(doubtOf(view), shown({ reads: unread("partial"), items }))).toBeUndefined();
    expect(operationsOf(stillInDoubt(doubtOf(view), shown({ reads: unread("partial") })))).toEqual([view.id]);
  });
});

describe("joinDoubts", () => {
  test.each([
    ["the later", doubtOf(wish), undefined],
    ["the earlier", undefined, doubtOf(wish)],
  ])("is %s where there is no other", (_, later, earlier) => {
    expect(operationsOf(joinDoubts(later, earlier))).toEqual([wish.id]);
  });

  test("is nothing where nothing is in doubt", () => {
    expect(joinDoubts(undefined, undefined)).toBeUndefined();
  });

  test("is both, the later one alone for a row of both", () => {
    const other = rate(movieTarget(2), 7);
    const again = rate(movieTarget(2), 8);
    const { plan, outcomes } = doubtOf(wish, other) ?? { plan: planOf([]), outcomes: [] };
    const record = { type: "movie", ids: [], title: "" } as const;
    const goal = { record, before: {}, pending: {} };
    const goals: InDoubt["plan"]["adopted"]["goals"] = {
      [wish.row]: { ...goal, fields: ["watchlist"] },
      [other.row]: { ...goal, fields: ["rating"] },
    };
    const earlier: InDoubt = {
      plan: { ...plan, adopted: { records: {}, goals } },
      outcomes: [
        ...outcomes,
        { operation: wish.id, status: "failed", at: AT },
        { operation: other.id, status: "failed", at: AT },
      ],
    };
    const joined = joinDoubts(doubtOf({ ...again, id: "again" }), earlier);
    expect(operationsOf(joined)).toEqual([wish.id, "again"]);
    expect(joined?.plan.adopted.goals).toEqual({ [wish.row]: goals[wish.row] });
    expect(joined?.outcomes).toEqual([{ operation: wish.id, status: "failed", at: AT }]);
  });
});
