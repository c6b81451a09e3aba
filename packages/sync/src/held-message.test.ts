import type { Held } from "@pakt/sync-core";
import { expect, test } from "vitest";

import { list, movieTarget } from "../test/operations.ts";
import { heldMessage } from "./held-message.ts";

const add = list(movieTarget(1), "plex");
const remove: Held["operation"] = { ...add, action: "remove", before: {} };
const adds = "--allow-adds watchlist=11";
const removals = "--allow-removals watchlist=1";

test.each<readonly [string, Held, string | undefined]>([
  [
    "another account or server",
    { operation: add, guard: "identity-changed", flag: adds },
    "The account or the server is another than the last time, and much would be added. If that is meant, `pakt sync --allow-adds watchlist=11` adds it.",
  ],
  [
    "another server or choice of libraries",
    { operation: remove, guard: "identity-changed", flag: removals },
    "The server or the choice of libraries is another than the last time. If it is to go from the other side too, `pakt sync --allow-removals watchlist=1` removes it.",
  ],
  [
    "an account that is not known",
    { operation: remove, guard: "identity-unknown", flag: removals },
    "Whose Plex account it is could not be found out. The next run asks again; if it is the one of the last time, `pakt sync --allow-removals watchlist=1` removes it now.",
  ],
  ["much at once, whose word is enough", { operation: remove, guard: "too-many-removals", flag: removals }, undefined],
])("says what to do of what is held for %s", (_why, held, expected) => {
  expect(heldMessage(held)).toBe(expected);
});
