import { describe, expect, test } from "vitest";

import { tellStory } from "./support/model/tell-story.ts";

/** The same stories every time; `prove:model` tells others. */
const STORIES = 500;
const PARTS = 5;

describe("whatever people, services and machines do", { timeout: 120_000 }, () => {
  test.each(Array.from({ length: PARTS }, (_, part) => part))(
    "the sides are the same in the end, nothing is lost, doubled, or back, and nothing is left to do (part %i)",
    async (part) => {
      const bad: string[] = [];
      for (let seed = 1 + part; seed <= STORIES; seed += PARTS) {
        const end = await tellStory(seed, { shrinks: false });
        if (end !== undefined) bad.push(`${end.broken}\nnpx -y pnpm@12.21.0 run prove:model 1 ${seed}`);
      }
      expect(bad).toEqual([]);
    },
  );
});
