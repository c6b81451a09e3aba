import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openTestHome } from "../test/open-test-home.ts";
import { chooseDirections, describeDirection } from "./directions.ts";
import type { Home } from "./home.ts";

const DIRECTIONS = {
  watched: "plex-to-trakt",
  rating: "two-way",
  collection: "off",
  watchlist: "trakt-to-plex",
} as const;

async function configOf({ folder }: Home): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
}

describe("chooseDirections", () => {
  test("writes which way each field goes, and none of the defaults", async () => {
    const home = await openTestHome();
    await chooseDirections(home, DIRECTIONS);
    expect(await configOf(home)).toEqual({
      version: 1,
      fields: {
        watched: { direction: "plex-to-trakt" },
        rating: { direction: "two-way" },
        collection: { direction: "off" },
        watchlist: { direction: "trakt-to-plex" },
      },
    });
  });

  test("leaves what else was chosen as it is", async () => {
    const files = {
      "config.json":
        '{"version":1,"plex":{"url":"http://attic:32400"},"fields":{"rating":{"conflicts":"plex","direction":"off"}}}',
    };
    const home = await openTestHome({ files });
    await chooseDirections(home, DIRECTIONS);
    expect(await configOf(home)).toMatchObject({
      plex: { url: "http://attic:32400" },
      fields: { rating: { conflicts: "plex", direction: "two-way" } },
    });
  });

  test("leaves a configuration that broke meanwhile as it is", async () => {
    const home = await openTestHome();
    await writeFile(join(home.folder, "config.json"), "{ broken");
    await expect(chooseDirections(home, DIRECTIONS)).rejects.toMatchObject({ code: "config-invalid" });
    expect(await readFile(join(home.folder, "config.json"), "utf8")).toBe("{ broken");
  });
});

describe("describeDirection", () => {
  test("says what a direction would mean with the other choices of the field", async () => {
    const files = { "config.json": '{"version":1,"fields":{"watched":{"removals":"propagate"}}}' };
    const home = await openTestHome({ files });
    expect(describeDirection(home, "watched", "plex-to-trakt")).toBe(
      "What you watch is sent from Plex to Trakt only; what you remove on Plex is removed on Trakt too.",
    );
    expect(describeDirection(home, "watched", "off")).toBe("What you watch is not synced.");
  });
});
