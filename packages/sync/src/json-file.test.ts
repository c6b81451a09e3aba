import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { configFile, defaultConfig } from "./config.ts";
import { parseJson, readJson } from "./json-file.ts";

const file = configFile("/home/config.json");

describe("parseJson", () => {
  test("fills in every default of a configuration that says only its version", async () => {
    expect(await parseJson('{"version":1}', file)).toEqual(defaultConfig());
  });

  test.each([
    ["a comma too many", '{\n  "version": 1,\n}', "/home/config.json, line 3: this is not valid JSON."],
    ["half a file", '{\n  "version": 1,\n  "pl', "/home/config.json, line 3: this is not valid JSON."],
    [
      "a word that is none",
      '{\n  "version": 1,\n  "fields": {\n    "watched": { "direction": "sideways" }\n  }\n}',
      '/home/config.json, line 4: "sideways" is not one of two-way, plex-to-trakt, trakt-to-plex, off (fields.watched.direction).',
    ],
    [
      "a key that is unknown",
      '{\n  "version": 1,\n  "igore": []\n}',
      '/home/config.json, line 3: unknown key "igore".',
    ],
    ["a list in the place of the whole", "[]", "/home/config.json, line 1: expected an object."],
    ["another version", '{ "version": 2 }', "/home/config.json, line 1: expected 1 (version)."],
    [
      "an id of another form",
      '{\n  "version": 1,\n  "ignore": ["603"]\n}',
      "/home/config.json, line 3: expected e.g. movie:tmdb:603 (ignore.0).",
    ],
  ])("names file and line of %s", async (_, text, message) => {
    await expect(parseJson(text, file)).rejects.toMatchObject({ code: "config-invalid", message });
  });
});

describe("readJson", () => {
  test("gives nothing for a file that is not there", async () => {
    expect(await readJson(createStorage(), file)).toBeUndefined();
  });
});
