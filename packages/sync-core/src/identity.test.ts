import { describe, expect, it } from "vitest";
import { findOtherTarget } from "./identity.ts";
import type { Identity } from "./snapshot.ts";

const plex: Identity = { account: "ann", server: "nas", libraries: ["1"] };
const trakt: Identity = { account: "ann-trakt" };
const written = { plex, trakt };

describe("findOtherTarget", () => {
  it("is nothing where it is the same data, whatever libraries are chosen", () => {
    const now = { plex: { ...plex, libraries: ["2"] }, trakt };
    expect(findOtherTarget({ field: "rating", side: "plex" }, written, now)).toBeUndefined();
    expect(findOtherTarget({ field: "collection", side: "trakt" }, written, now)).toBeUndefined();
  });

  it("tells another account, another server, and an account that is not known now", () => {
    const server = { plex: { ...plex, server: "attic" }, trakt };
    const bob = { plex: { ...plex, account: "bob" }, trakt: { account: "bob-trakt" } };
    const nobody = { plex: { server: "nas" }, trakt: {} };
    expect(findOtherTarget({ field: "watched", side: "plex" }, written, server)).toBe("server");
    expect(findOtherTarget({ field: "watched", side: "plex" }, written, bob)).toBe("account");
    expect(findOtherTarget({ field: "watchlist", side: "trakt" }, written, bob)).toBe("account");
    expect(findOtherTarget({ field: "watchlist", side: "plex" }, written, nobody)).toBe("unknown-account");
  });

  it("asks only for what the written side is made of: a watchlist is on no server, and what was never known is no other", () => {
    const server = { plex: { ...plex, server: "attic" }, trakt };
    expect(findOtherTarget({ field: "watchlist", side: "plex" }, written, server)).toBeUndefined();
    expect(findOtherTarget({ field: "rating", side: "trakt" }, written, server)).toBeUndefined();
    expect(findOtherTarget({ field: "rating", side: "plex" }, { plex: {}, trakt: {} }, written)).toBeUndefined();
  });
});
