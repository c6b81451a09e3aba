import { describe, expect, test } from "vitest";

import { useInMemoryPlex } from "../../test/start-plex.ts";
import { createPlexAccount } from "../plex-account.ts";
import { createPlexDiscover } from "../plex-discover.ts";
import { createPlexServer } from "../plex-server.ts";
import type { InMemoryPlex, InMemoryPlexOptions } from "./in-memory-plex.ts";

const startPlex = useInMemoryPlex();

const client = { clientIdentifier: "pakt-test", product: "pakt-test", version: "1.0.0", retry: { attempts: 1 } };

/** A Home of the owner, Anna with an account of her own, and a child without one who sees library 2 only. */
function start(options: InMemoryPlexOptions = {}): {
  readonly plex: InMemoryPlex;
  readonly anna: string;
  readonly kid: string;
  readonly movie: string;
  readonly cartoon: string;
} {
  const { plex } = startPlex(options);
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "Cartoons", type: "movie" });
  const movie = plex.items.addMovie({ library: "1", title: "A movie", viewCount: 2, lastViewedAt: 1_700_000_000 });
  const cartoon = plex.items.addMovie({ library: "2", title: "A cartoon" });
  return {
    plex,
    movie,
    cartoon,
    anna: plex.person.addHomeUser({ title: "Anna", username: "anna" }),
    kid: plex.person.addHomeUser({ title: "Kid", pin: "1234", libraries: ["2"] }),
  };
}

/** The account of a member, and the server by the token that plex.tv gives the member for it. */
async function switchTo(plex: InMemoryPlex, uuid: string, pin?: string) {
  const token = await createPlexAccount({ ...client, token: plex.token }).switchHomeUser({ uuid, pin });
  const account = createPlexAccount({ ...client, token });
  const [resource] = await account.resources();
  const server = createPlexServer({ ...client, url: "http://plex.test", token: resource?.accessToken ?? "" });
  return { token, account, server, resource };
}

describe("a member of the in-memory Plex Home", () => {
  test("has views and ratings of the member's own on the same files", async () => {
    const { plex, anna, movie } = start();
    const { server } = await switchTo(plex, anna);
    await server.scrobble({ ratingKey: movie });
    plex.member(anna).person.rate(movie, 8);
    expect(plex.member(anna).item(movie)).toMatchObject({ viewCount: 1, userRating: 8 });
    expect(plex.items.get(movie)).toMatchObject({ viewCount: 2, lastViewedAt: 1_700_000_000 });
    expect(plex.items.get(movie)).not.toHaveProperty("userRating");
    const [row] = await server.itemsByIds([movie]);
    expect(row).toMatchObject({ viewCount: 1, userRating: 8 });
    expect(plex.violations).toEqual([]);
  });

  test("sees the libraries that are shared with the member, as they are now", async () => {
    const { plex, kid, cartoon } = start();
    const { server } = await switchTo(plex, kid, "1234");
    expect((await server.libraries()).map(({ title }) => title)).toEqual(["Cartoons"]);
    await expect(server.items({ library: "1", type: "movie" })({ start: 0, size: 10 })).rejects.toMatchObject({
      code: "not-found",
    });
    plex.items.remove(cartoon);
    const added = plex.items.addMovie({ library: "2", title: "Another cartoon" });
    const { rows } = await server.items({ library: "2", type: "movie" })({ start: 0, size: 10 });
    expect(rows.map(({ ratingKey }) => ratingKey)).toEqual([added]);
  });

  test("is known to the server by another token than to plex.tv", async () => {
    const { plex, kid } = start();
    const { token, resource } = await switchTo(plex, kid, "1234");
    expect(resource).toMatchObject({ owned: false, sourceTitle: "owner" });
    const wrong = createPlexServer({ ...client, url: "http://plex.test", token });
    await expect(wrong.libraries()).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("has a watchlist with an account, and none without", async () => {
    const { plex, anna, kid } = start();
    const key = plex.discover.catalogue.add({ type: "movie", title: "A wish" });
    plex.discover.watchlist.list(key);
    const read = (token: string) =>
      createPlexDiscover({ ...client, token, url: "http://plex.test/discover" }).watchlist();
    const { token } = await switchTo(plex, anna);
    expect(await read(token)).toMatchObject({ items: [] });
    plex.member(anna).watchlist.list(key);
    expect(await read(token)).toMatchObject({ items: [{ title: "A wish" }] });
    const { token: managed } = await switchTo(plex, kid, "1234");
    await expect(read(managed)).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("loses all tokens when they are revoked, and nobody else any", async () => {
    const { plex, anna, kid } = start();
    const [hers, theirs] = [await switchTo(plex, anna), await switchTo(plex, kid, "1234")];
    expect(plex.member(anna).tokens()).toHaveLength(2);
    plex.member(anna).revokeTokens();
    await expect(hers.account.user()).rejects.toMatchObject({ code: "unauthorized" });
    await expect(hers.server.libraries()).rejects.toMatchObject({ code: "unauthorized" });
    await expect(theirs.account.user()).resolves.toMatchObject({ title: "Kid", username: "" });
    await expect(theirs.server.libraries()).resolves.toHaveLength(1);
  });

  test("cannot be switched to more often than plex.tv allows", async () => {
    let now = 1_700_000_000_000;
    const { plex, anna } = start({ switchesPerMinute: 1, now: () => now });
    await switchTo(plex, anna);
    await expect(switchTo(plex, anna)).rejects.toMatchObject({ code: "rate-limited", serviceCode: 1003 });
    now += 60_000;
    await expect(switchTo(plex, anna)).resolves.toBeDefined();
  });
});
