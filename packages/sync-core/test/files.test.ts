import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyAll, now, planStory, plexMovie, traktMovie } from "./builders.ts";
import { emptyBase, type Base, type Plan, type Quality, type QualityPart } from "../src/index.ts";

const runs = { numRuns: 1000 };
const later = "2027-06-01T00:00:00.000Z";
const resolutions = ["4k", "1080p", "720p", "480p"] as const;
const parts = ["resolution", "hdr", "audio", "channels", "is3d"] as const;

/** What Trakt makes of metadata that an update leaves out: no source says which it is. */
type Omission = "keeps" | "erases";

interface World {
  readonly omission: Omission;
  /** What the file is like in truth. */
  file: Quality;
  /** What Plex cannot tell of it for now. */
  unknown: readonly QualityPart[];
  entry: Quality | undefined;
  base: Base;
}

const details = fc.record(
  {
    hdr: fc.constantFrom("dolby-vision" as const, "hdr10" as const),
    audio: fc.constantFrom("dolby-atmos" as const, "aac" as const),
    channels: fc.constantFrom("7.1" as const, "2.0" as const),
  },
  { requiredKeys: [] },
);
const omissions = fc.constantFrom<Omission>("keeps", "erases");
const untold = (from: readonly QualityPart[]): fc.Arbitrary<readonly QualityPart[]> => fc.subarray([...from]);
const anyPart = untold(parts);
const notResolution = untold(parts.slice(1));

type Act = (world: World) => void;
const replacing = (unknown: fc.Arbitrary<readonly QualityPart[]>): fc.Arbitrary<Act> =>
  fc.tuple(fc.nat(2), details, unknown).map(([step, file, left]): Act => (world) => {
    const place = resolutions.findIndex((each) => each === world.file.resolution);
    const resolution = resolutions[(place + 1 + step) % resolutions.length] ?? "4k";
    world.file = { ...file, resolution };
    world.unknown = left;
  });
const reading = (unknown: fc.Arbitrary<readonly QualityPart[]>): fc.Arbitrary<Act> =>
  unknown.map((left): Act => (world) => {
    world.unknown = left;
  });
const editing = fc.tuple(fc.constantFrom(...resolutions), details).map(([resolution, rest]): Act => (world) => {
  world.entry = { ...rest, resolution };
});
const takingOut: Act = (world) => {
  world.entry = undefined;
};

function createWorld(omission: Omission): World {
  return { omission, file: { resolution: "4k" }, unknown: [], entry: undefined, base: emptyBase };
}

function planWorld({ file, unknown, entry, base }: World): Plan {
  const told = Object.fromEntries(Object.entries(file).filter(([part]) => !unknown.some((each) => each === part)));
  const quality: Quality = { ...told, ...(unknown.length > 0 && { unknown }) };
  return planStory({
    plex: [plexMovie({ collection: { quality, at: now, score: 1 } })],
    trakt: entry === undefined ? [] : [traktMovie({ collection: { quality: entry, at: now } })],
    base,
    now: later,
  });
}

/** A run; the plan that it carried out. */
function sync(world: World): Plan {
  const plan = planWorld(world);
  for (const operation of plan.operations) {
    if (operation.field !== "collection" || operation.action === "remove") throw new Error(operation.id);
    world.entry = { ...(world.omission === "keeps" && world.entry), ...operation.quality };
  }
  world.base = applyAll(world.base, plan);
  return plan;
}

describe("laws of an entry and its file", () => {
  it("comes to rest: nothing is sent twice, whatever Trakt makes of what is left out", () => {
    const acts = fc.array(fc.oneof(replacing(anyPart), reading(anyPart), editing, fc.constant(takingOut)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(omissions, acts, (omission, history) => {
        const world = createWorld(omission);
        for (const act of history) {
          act(world);
          sync(world);
          expect(sync(world).operations).toEqual([]);
          expect(planWorld(world)).toMatchObject({ operations: [], adopted: { records: {}, goals: {} } });
        }
      }),
      runs,
    );
  });

  it("says nothing that is not so of the file, where nobody else writes", () => {
    const acts = fc.array(fc.oneof(replacing(notResolution), reading(notResolution)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(acts, (history) => {
        const world = createWorld("erases");
        for (const act of history) {
          act(world);
          sync(world);
          expect(world.file).toMatchObject(world.entry ?? {});
        }
      }),
      runs,
    );
  });

  it("stays out where a person took it out, however much is learned of the file, and comes back with another", () => {
    const before = fc.array(fc.oneof(replacing(notResolution), reading(anyPart), editing), { maxLength: 3 });
    const after = fc.array(reading(anyPart), { maxLength: 4 });
    fc.assert(
      fc.property(omissions, before, after, replacing(notResolution), (omission, history, reads, replace) => {
        const world = createWorld(omission);
        for (const act of history) {
          act(world);
          sync(world);
        }
        sync(world);
        takingOut(world);
        for (const act of reads) {
          act(world);
          expect(sync(world).operations).toEqual([]);
        }
        world.unknown = [];
        expect(sync(world).operations).toEqual([]);
        replace(world);
        expect(sync(world).operations).toHaveLength(1);
      }),
      runs,
    );
  });

  it("stays out when a part is told at last that could not be told while it was there", () => {
    const world = createWorld("keeps");
    world.entry = { resolution: "720p" };
    world.unknown = ["resolution"];
    sync(world);
    world.file = { resolution: "720p", channels: "7.1" };
    world.unknown = ["channels"];
    sync(world);
    takingOut(world);
    expect(sync(world).operations).toEqual([]);
    world.unknown = [];
    expect(sync(world).operations).toEqual([]);
  });
});
