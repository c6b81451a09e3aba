import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planStory, traktSnapshot } from "../test/builders.ts";
import { advance } from "./advance.ts";
import { emptyBase } from "./base.ts";
import type { Item } from "./item.ts";
import { fitToLimits } from "./fit-to-limits.ts";
import { indexSnapshot } from "./index-snapshot.ts";
import type { Plan } from "./plan.ts";
import type { FieldLimit, Snapshot } from "./snapshot.ts";

const upgradeUrl = "https://example.org/vip";

function listed(count: number): readonly Item[] {
  return Array.from({ length: count }, (_, position): Item => {
    const day = new Date(Date.UTC(2026, 0, 1 + position)).toISOString();
    return { type: "movie", ids: [`tmdb:${position + 1}`], title: `Film ${position + 1}`, watchlist: { at: day } };
  });
}

function fitted(story: { readonly plex: readonly Item[]; readonly trakt: Snapshot }): Plan {
  return fitToLimits(planStory(story), { trakt: indexSnapshot(story.trakt) });
}

function planWith(count: number, limit: FieldLimit | undefined) {
  const trakt = traktSnapshot([], limit && { limits: { watchlist: limit } });
  return fitted({ plex: listed(count), trakt });
}

describe("account limits", () => {
  it("are filled up exactly, the newest first; the rest is refused with the way to more", () => {
    const plan = planWith(5, { limit: 250, used: 248, upgradeUrl });
    expect(plan.operations.map(({ target }) => target.title)).toEqual(["Film 5", "Film 4"]);
    expect(plan.refused.map(({ title }) => title)).toEqual(["Film 1", "Film 2", "Film 3"]);
    expect(plan.refused[0]).toMatchObject({
      field: "watchlist",
      reason: "account-limit",
      message: `This account's limit of 250 is reached. More with Trakt VIP: ${upgradeUrl}`,
    });
  });

  it("let nothing through when they are reached, or passed", () => {
    for (const used of [250, 300]) {
      const plan = planWith(2, { limit: 250, used });
      expect([plan.operations.length, plan.refused.length]).toEqual([0, 2]);
    }
  });

  it("let everything through where there is none", () => {
    expect(planWith(30, undefined).operations).toHaveLength(30);
  });

  it("let the newest go first where none is told: the account may turn out to be full", () => {
    const plan = planWith(3, undefined);
    expect(plan.operations.map(({ target }) => target.title)).toEqual(["Film 3", "Film 2", "Film 1"]);
    expect(plan.refused).toEqual([]);
  });

  it("let nothing through where the account is full and does not say at how many", () => {
    const plan = planWith(2, { used: 7, upgradeUrl });
    expect(plan.operations).toEqual([]);
    expect(plan.refused[0]?.message).toBe(`This account is full. More with Trakt VIP: ${upgradeUrl}`);
  });

  it("count an episode as one title of the collection, and do not count what is only corrected", () => {
    const quality = { resolution: "1080p" } as const;
    const collected = { at: "2026-01-01T00:00:00.000Z", quality };
    const film: Item = { type: "movie", ids: ["tmdb:1"], title: "Old", ref: "1", collection: collected };
    const show = { ids: ["tmdb:2"], title: "Show" } as const;
    const episode = (number: number, at: string): Item => ({
      type: "episode",
      ids: [],
      title: "",
      show,
      season: 1,
      number,
      ref: `e${number}`,
      collection: { at, quality },
    });
    const trakt = traktSnapshot([{ type: "movie", ids: ["tmdb:1"], title: "Old", collection: { quality: {} } }], {
      limits: { collection: { limit: 2, used: 1 } },
    });
    const plan = fitted({
      plex: [film, episode(1, "2026-02-01T00:00:00.000Z"), episode(2, "2026-03-01T00:00:00.000Z")],
      trakt,
    });
    expect(plan.operations.map(({ action, target }) => [action, target.type, target.number])).toEqual([
      ["add", "episode", 2],
      ["update", "movie", undefined],
    ]);
    expect(plan.refused.map(({ title }) => title)).toEqual(["Show S01E01"]);
  });

  it("never send more than there is room for, and refuse or send each title", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(15), fc.nat(20), (count, limit, used) => {
        const plan = planWith(count, { limit, used });
        expect(plan.operations.length).toBe(Math.min(count, Math.max(0, limit - used)));
        expect(plan.operations.length + plan.refused.length).toBe(count);
      }),
      { numRuns: 1000 },
    );
  });

  it("leave base as it is for what was refused: the next run asks again", () => {
    expect(advance(emptyBase, planWith(2, { limit: 0, used: 0 }), []).records).toEqual({});
  });
});
