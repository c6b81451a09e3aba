import { expect, test } from "vitest";

import { openTestHome } from "../test/open-test-home.ts";
import { mark, movieTarget, play, rate, unplay } from "../test/operations.ts";
import { estimateWrites } from "./estimate-writes.ts";

test("counts Trakt's writes by the batch and Plex's one by one", async () => {
  const home = await openTestHome({ files: { "config.json": '{ "version": 1, "batches": { "history": 2 } }' } });
  const operations = [
    ...[1, 2, 3].map((number) => play(movieTarget(number))),
    unplay(movieTarget(4)),
    rate(movieTarget(5), 7),
    mark(movieTarget(6), "a"),
    mark(movieTarget(7), "b"),
  ];
  expect(estimateWrites(home, operations)).toEqual({ traktRequests: 4, plexRequests: 2, seconds: 5 });
});

test("nothing to write costs nothing", async () => {
  expect(estimateWrites(await openTestHome(), [])).toEqual({ traktRequests: 0, plexRequests: 0, seconds: 0 });
});
