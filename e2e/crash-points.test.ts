import { describe, expect, test } from "vitest";

import { runCourse } from "./support/crash/kill-at.ts";
import { runPoints } from "./support/crash/run-points.ts";

/** Where a home is written, without what names a run. */
const placeOf = (key: string): string =>
  key
    .replace(/^cache:.*/, "cache")
    .replace(/journal:\d+/, "journal:entry")
    .replace(/runs:(?!index).*/, "runs:run");

describe("the points at which a run can be killed", () => {
  test("are all requests and all writes of the home, before and after", async () => {
    const { points } = await runCourse("sync");
    const writes = points.filter(({ kind }) => kind === "write");
    expect(new Set(writes.map(({ name }) => placeOf(name)))).toEqual(
      new Set([
        "credentials.json",
        "state:default:state.json",
        "state:default:journal:plan.json",
        "state:default:journal:entry.json",
        "state:default:runs:run",
        "state:default:runs:index.json",
        "cache",
      ]),
    );
    expect(points.filter(({ moment }) => moment === "before")).toHaveLength(points.length / 2);
  });
});

describe("killed at any point, in this process", { timeout: 120_000 }, () => {
  test.each(["sync", "undo"] as const)(
    "the next run ends as an undisturbed one, loses nothing, doubles nothing, and leaves nothing to do (%s)",
    async (errand) => {
      const results = await runPoints(errand, await runCourse(errand));
      expect(results.flatMap(({ surprises }) => surprises)).toEqual([]);
    },
  );
});
