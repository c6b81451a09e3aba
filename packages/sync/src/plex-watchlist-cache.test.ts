import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { createPlexWatchlistCache } from "./plex-watchlist-cache.ts";
import type { StoredWatchlist } from "./plex-watchlist-cache.ts";

const LIST = "cache:default:plex-watchlist.json";
const KEY = "5d7700000000000000000001";
const list: StoredWatchlist = {
  etag: 'W/"1"',
  titles: [{ type: "movie", ratingKey: KEY, guids: ["tmdb://603"], title: "The Matrix" }],
};

function start() {
  const storage = createStorage();
  const open = (token = "token", profile = "default") => createPlexWatchlistCache(storage, profile, token);
  return { storage, open };
}

describe("createPlexWatchlistCache", () => {
  test("knows nothing before anything was written", async () => {
    const cache = start().open();
    expect(await cache.readList()).toBeUndefined();
    expect([await cache.readIds(), await cache.readMisses(), await cache.readKeys()]).toEqual([{}, {}, {}]);
  });

  test("gives back what was written", async () => {
    const { open } = start();
    const cache = open();
    await cache.writeList(list);
    await cache.writeIds({ [KEY]: ["tmdb://603"] });
    await cache.writeMisses({ [KEY]: { times: 2, until: "2026-11-26T12:00:00.000Z" } });
    await cache.writeKeys({ "movie:tmdb:603": KEY });
    const next = open();
    expect(await next.readList()).toEqual(list);
    expect(await next.readIds()).toEqual({ [KEY]: ["tmdb://603"] });
    expect(await next.readMisses()).toEqual({ [KEY]: { times: 2, until: "2026-11-26T12:00:00.000Z" } });
    expect(await next.readKeys()).toEqual({ "movie:tmdb:603": KEY });
  });

  test("holds the list for the token that read it, and keeps no token", async () => {
    const { storage, open } = start();
    await open("token-c2VjcmV0").writeList(list);
    expect(await open("another").readList()).toBeUndefined();
    expect(await storage.getItemRaw<string>(LIST)).not.toContain("c2VjcmV0");
  });

  test("knows for everyone what titles are called", async () => {
    const { open } = start();
    await open().writeIds({ [KEY]: ["tmdb://603"] });
    await open().writeKeys({ "movie:tmdb:603": KEY });
    expect(await open("another").readIds()).toEqual({ [KEY]: ["tmdb://603"] });
    expect(await open("another").readKeys()).toEqual({ "movie:tmdb:603": KEY });
  });

  test("keeps profiles apart", async () => {
    const { open } = start();
    await open("token", "sam").writeList(list);
    expect(await open("token", "kim").readList()).toBeUndefined();
  });

  test.each([
    ["cut", (text: string) => text.slice(0, -9)],
    ["nothing", () => "null"],
    ["of another version", (text: string) => text.replace('"version":1', '"version":0')],
    ["without a list", (text: string) => text.replace('"value":', '"other":')],
    ["of a list that is none", (text: string) => text.replace(/"value":.*/, '"value":null}')],
    ["of a list without titles", (text: string) => text.replace(/"titles":.*/, '"titles":null}}')],
    ["of titles that are none", (text: string) => text.replace(/"titles":.*/, '"titles":[null]}}')],
    ["of titles without what is read of them", (text: string) => text.replace(',"guids":["tmdb://603"]', "")],
    ["of a tag that is none", (text: string) => text.replace(/"etag":"[^,]*",/, '"etag":5,')],
  ])("knows no list where the cache is %s", async (_, spoil) => {
    const { storage, open } = start();
    await open().writeList(list);
    const text = (await storage.getItemRaw<string>(LIST)) ?? "";
    expect(spoil(text)).not.toBe(text);
    await storage.setItemRaw(LIST, spoil(text));
    expect(await open().readList()).toBeUndefined();
  });

  test.each([
    "{",
    "null",
    '{"version":1,"owner":"","value":null}',
    '{"version":1,"owner":"","value":5}',
    '{"version":1,"owner":"","value":{"a":5}}',
  ])("knows no names where the cache says %s", async (text) => {
    const { storage, open } = start();
    await storage.setItemRaw("cache:default:plex-title-ids.json", text);
    await storage.setItemRaw("cache:default:plex-title-misses.json", text);
    await storage.setItemRaw("cache:default:plex-title-keys.json", text);
    expect([await open().readIds(), await open().readMisses(), await open().readKeys()]).toEqual([{}, {}, {}]);
  });
});
