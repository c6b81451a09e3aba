import { assert, asyncProperty, boolean, constantFrom } from "fast-check";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openTestHome } from "../test/open-test-home.ts";
import { changeSettings, checkSettings, ignoreTitle, readSettings } from "./settings.ts";

describe("changeSettings", () => {
  test("stores what is not the default, and reads it back with every default filled in", async () => {
    const home = await openTestHome();
    const { config, revision, effects } = await readSettings(home);
    const rating = { ...config.fields.rating, direction: "plex-to-trakt" as const };
    const changed = await changeSettings(home, { ...config, fields: { ...config.fields, rating } }, revision);
    expect(changed.config.fields.rating).toEqual(rating);
    expect(changed.effects.watched).toBe(effects.watched);
    expect(changed.effects.rating).toContain("from Plex to Trakt only");
    expect(JSON.parse(await readFile(join(home.folder, "config.json"), "utf8"))).toEqual({
      version: 1,
      fields: { rating: { direction: "plex-to-trakt" } },
    });
  });

  test("refuses a change to a file that has changed since, and leaves it as it is", async () => {
    const home = await openTestHome();
    const { config, revision } = await readSettings(home);
    const path = join(home.folder, "config.json");
    await writeFile(path, '{ "version": 1, "rewatches": false }');
    await expect(changeSettings(home, config, revision)).rejects.toMatchObject({ code: "usage" });
    expect(await readFile(path, "utf8")).toBe('{ "version": 1, "rewatches": false }');
  });

  test("stores nothing of a configuration with something wrong in it", async () => {
    const home = await openTestHome();
    const { config, revision } = await readSettings(home);
    const wrong = { ...config, plex: { ...config.plex, url: "http://me:secret@plex.test" } };
    await expect(changeSettings(home, wrong, revision)).rejects.toMatchObject({ code: "config-invalid" });
    expect((await readSettings(home)).revision).toBe(revision);
  });

  test("whatever is stored reads back as it was sent", async () => {
    const direction = constantFrom("two-way", "plex-to-trakt", "trakt-to-plex", "off");
    const removals = constantFrom("keep", "propagate");
    const home = await openTestHome();
    await assert(
      asyncProperty(boolean(), direction, removals, async (rewatches, way, removal) => {
        const { config, revision } = await readSettings(home);
        const sent = {
          ...config,
          rewatches,
          fields: { ...config.fields, watched: { ...config.fields.watched, direction: way, removals: removal } },
        };
        expect((await changeSettings(home, sent, revision)).config).toEqual(sent);
      }),
      { numRuns: 40 },
    );
  });
});

describe("checkSettings", () => {
  test.each([
    ["a wrong word", { fields: { rating: { direction: "sideways" } } }, "fields.rating.direction"],
    ["an unknown key", { fields: { ratings: {} } }, "fields.ratings"],
    ["a number that is too large", { batches: { history: 5000 } }, "batches.history"],
    ["a title that is none", { ignore: ["603"] }, "ignore.0"],
  ])("names the place of %s", (_what, part, path) => {
    expect(checkSettings({ version: 1, ...part })).toEqual({ issues: [{ path, message: expect.any(String) }] });
  });

  test("says what a right one would mean", () => {
    expect(checkSettings({ version: 1, fields: { watchlist: { direction: "off" } } })).toMatchObject({
      effects: { watchlist: "Your watchlist is not synced." },
    });
  });
});

describe("ignoreTitle", () => {
  test("puts a title on the list once, and takes it off", async () => {
    const home = await openTestHome({ files: { "config.json": '{ "version": 1, "ignore": ["tmdb:1"] }' } });
    await ignoreTitle(home, { id: "movie:tmdb:603", isIgnored: true });
    const twice = await ignoreTitle(home, { id: "movie:tmdb:603", isIgnored: true });
    expect(twice.config.ignore).toEqual(["tmdb:1", "movie:tmdb:603"]);
    const off = await ignoreTitle(home, { id: "movie:tmdb:603", isIgnored: false });
    expect(off.config.ignore).toEqual(["tmdb:1"]);
  });

  test("refuses what is no id", async () => {
    const home = await openTestHome();
    await expect(ignoreTitle(home, { id: "Heat", isIgnored: true })).rejects.toMatchObject({ code: "config-invalid" });
  });
});
