import { describe, expect, test } from "vitest";

import { configFile, defaultConfig, toPolicy } from "./config.ts";
import { parseJson } from "./json-file.ts";

function parse(config: object): Promise<unknown> {
  return parseJson(JSON.stringify({ version: 1, ...config }), configFile("config.json"));
}

describe("config.json", () => {
  test.each<[string, object]>([
    ["a direction that there is not", { fields: { watched: { direction: "up" } } }],
    ["a type that there is not", { fields: { rating: { types: ["album"] } } }],
    ["an address without a scheme", { plex: { url: "10.0.0.5:32400" } }],
    ["an address of another kind", { trakt: { apiUrl: "ftp://trakt.test" } }],
    ["no library at all", { plex: { libraries: [] } }],
    ["an ignored title without a namespace", { ignore: ["603"] }],
    ["an ignored title of another type", { ignore: ["album:tmdb:603"] }],
    ["a batch of nothing", { batches: { history: 0 } }],
    ["more writes at once than a media server stands", { batches: { plexWrites: 9 } }],
    ["a later version", { version: 2 }],
  ])("is refused with %s", async (_, config) => {
    await expect(parse(config)).rejects.toMatchObject({ code: "config-invalid", message: /^config\.json, line 1: / });
  });

  test.each<[string, object]>([
    ["an ignored title by id alone, and with its type", { ignore: ["tmdb:603", "movie:imdb:tt0133093"] }],
    ["batches of another size", { batches: { history: 100, ratings: 50, plexWrites: 1 } }],
    ["a schema for editors", { $schema: "./config.schema.json" }],
  ])("takes %s", async (_, config) => {
    expect(await parse(config)).toMatchObject(config);
  });
});

describe("toPolicy", () => {
  test("is what was chosen, with what is let through in this run", () => {
    const policy = toPolicy(defaultConfig(), {
      watchOnlyOnce: false,
      allowRemovals: { rating: 3 },
      allowAdds: { watched: 9 },
    });
    expect(policy).toMatchObject({
      fields: defaultConfig().fields,
      ignore: [],
      rewatches: true,
      allowRemovals: { rating: 3 },
      allowAdds: { watched: 9 },
    });
  });

  test("lets nothing through unless it is told to", () => {
    expect(toPolicy(defaultConfig(), { watchOnlyOnce: false })).toMatchObject({ allowRemovals: {}, allowAdds: {} });
  });

  test.each([
    [true, false, true],
    [true, true, false],
    [false, false, false],
  ])("rewatches chosen %s, one play a title %s: sent %s", (rewatches, watchOnlyOnce, expected) => {
    expect(toPolicy({ ...defaultConfig(), rewatches }, { watchOnlyOnce }).rewatches).toBe(expected);
  });
});
