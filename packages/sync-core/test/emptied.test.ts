import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Side } from "../src/index.ts";
import { act, type Act } from "./acts.ts";
import { policy, withField } from "./builders.ts";
import { createMemory, statesOf, sync, type Memory } from "./household.ts";
import { copyNames, createWorld, readPlex, readTrakt, type TitleName, type World } from "./world.ts";

const runs = { numRuns: 1000 };
const titles = ["heat", "ran", "show"] as const;
const side = fc.constantFrom("plex" as const, "trakt" as const);
const copyNamed = { heat: "heat-a", ran: "ran-a", show: "show-a" } as const;

type Emptied = "watchlist" | "rating";

const add = (field: Emptied, on: Side, title: (typeof titles)[number], value = 7): Act => {
  if (field === "watchlist") return { kind: "list", side: on, title };
  if (on === "trakt") return { kind: "rate-on-trakt", title, value };
  return { kind: "rate", copy: copyNamed[title], value, isDated: true };
};

/** These titles, and no others, on both sides and in base. */
function startAgreed(field: Emptied, agreed: readonly (typeof titles)[number][]): { world: World; memory: Memory } {
  const world = createWorld();
  const memory = createMemory();
  for (const title of agreed) act(world, add(field, "plex", title));
  for (let run = 0; run < 3; run += 1) sync(world, memory);
  return { world, memory };
}

function empty(world: World, field: Emptied, from: Side): void {
  for (const title of titles) {
    if (field === "watchlist") act(world, { kind: "unlist", side: from, title });
    else if (from === "trakt") act(world, { kind: "remove-rating", title });
    else for (const copy of copyNames) act(world, { kind: "clear-rating", copy });
  }
}

function heldBy(world: World, of: Side, field: Emptied): readonly TitleName[] {
  return statesOf(world)[of].flatMap(({ title, isListed, rating }) =>
    (field === "watchlist" ? isListed : rating !== undefined) ? [title] : [],
  );
}

const other = (emptied: Side): Side => (emptied === "plex" ? "trakt" : "plex");

type Step = "run" | "partial run" | "empty again" | { readonly on: Side; readonly title: "ran" | "show" };
const steps = fc.array(
  fc.oneof(
    fc.constantFrom<Step>("run", "run", "partial run", "empty again"),
    fc.record({ on: side, title: fc.constantFrom("ran" as const, "show" as const) }),
  ),
  { maxLength: 12 },
);

describe("a side that is suddenly empty", () => {
  it.each(["watchlist", "rating"] as const)(
    "takes nothing with it, whatever is added to either side and however often a sync runs (%s)",
    (field) => {
      fc.assert(
        fc.property(side, fc.subarray(["ran", "show"] as const), steps, (emptied, further, story) => {
          const { world, memory } = startAgreed(field, ["heat", ...further]);
          empty(world, field, emptied);
          sync(world, memory);
          for (const step of story) {
            if (step === "empty again") empty(world, field, emptied);
            else if (typeof step === "object") act(world, add(field, step.on, step.title, 4));
            else if (step === "run") sync(world, memory);
            else {
              const fields = withField(field, "partial");
              sync(world, memory, { plex: readPlex(world, { fields }), trakt: readTrakt(world, { fields }) });
            }
          }
          expect(heldBy(world, other(emptied), field)).toContain("heat");
        }),
        runs,
      );
    },
  );

  it.each(["watchlist", "rating"] as const)(
    "goes on to the other when a person lets it through, at once or later (%s)",
    (field) => {
      fc.assert(
        fc.property(side, fc.nat(3), fc.boolean(), (emptied, waits, isAdded) => {
          const { world, memory } = startAgreed(field, ["heat", "ran"]);
          empty(world, field, emptied);
          for (let run = 0; run < waits; run += 1) {
            if (isAdded) act(world, add(field, emptied, "show"));
            sync(world, memory);
          }
          sync(world, memory, { policy: { ...policy, allowRemovals: { [field]: 3 } } });
          const left = waits > 0 && isAdded ? ["show"] : [];
          expect(heldBy(world, other(emptied), field)).toEqual(left);
          expect(memory.base.emptied).toBeUndefined();
        }),
        runs,
      );
    },
  );

  it.each(["watchlist", "rating"] as const)("is forgotten once its titles are back (%s)", (field) => {
    fc.assert(
      fc.property(side, (emptied) => {
        const { world, memory } = startAgreed(field, ["heat", "ran"]);
        empty(world, field, emptied);
        sync(world, memory);
        expect(memory.base.emptied).toEqual({ [field]: [emptied] });
        for (const title of ["heat", "ran"] as const) act(world, add(field, emptied, title));
        sync(world, memory);
        expect(memory.base.emptied).toBeUndefined();
      }),
      runs,
    );
  });

  it("that lost all while removals are kept has them held when they are to go on after all", () => {
    const { world, memory } = startAgreed("rating", ["ran", "show"]);
    const { rating } = policy.fields;
    const keeping = { ...policy, fields: { ...policy.fields, rating: { ...rating, removals: "keep" as const } } };
    empty(world, "rating", "trakt");
    act(world, add("rating", "plex", "heat"));
    sync(world, memory, { policy: keeping });
    sync(world, memory, { policy: keeping });
    const { held } = sync(world, memory);
    expect(held.map(({ guard, flag }) => [guard, flag])).toEqual([
      ["side-is-empty", "--allow-removals rating=2"],
      ["side-is-empty", "--allow-removals rating=2"],
    ]);
  });
});
