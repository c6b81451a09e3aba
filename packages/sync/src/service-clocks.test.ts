import { describe, expect, it } from "vitest";

import { createServiceClocks } from "./service-clocks.ts";

const NOW = Date.parse("2026-11-22T20:00:10.000Z");
const clock = { now: () => NOW, sleep: () => Promise.resolve() };

describe("createServiceClocks", () => {
  it("knows nothing before an answer told", () => {
    const clocks = createServiceClocks(clock);
    clocks.note("plex", { status: 200, durationMs: 10 });
    clocks.note("plex", { durationMs: 10 });
    expect(clocks.aheadMs("plex")).toBeUndefined();
  });

  it("takes the middle of the way there and back, and of the second", () => {
    const clocks = createServiceClocks(clock);
    clocks.note("trakt", { status: 200, durationMs: 2_000, answeredAt: NOW - 1_000 + 300_000 });
    expect(clocks.aheadMs("trakt")).toBe(300_500);
    expect(clocks.aheadMs("plex")).toBeUndefined();
  });

  it("lets no single answer decide, and no error page", () => {
    const clocks = createServiceClocks(clock);
    for (const answeredAt of [NOW, NOW + 86_400_000, NOW + 1_000]) {
      clocks.note("plex", { status: 200, durationMs: 0, answeredAt });
    }
    clocks.note("plex", { status: 502, durationMs: 0, answeredAt: 0 });
    clocks.note("plex", { status: 403, durationMs: 0, answeredAt: 0 });
    expect(clocks.aheadMs("plex")).toBe(1_500);
  });
});
