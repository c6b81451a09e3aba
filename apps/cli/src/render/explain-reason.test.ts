import { expect, test } from "vitest";
import { explainReason } from "./explain-reason.ts";

test.each([
  ["added-on-plex", "added on Plex"],
  ["conflict-trakt", "Trakt wins"],
  ["a-reason-of-tomorrow", "a reason of tomorrow"],
])("%s is said as %s", (reason, words) => {
  expect(explainReason(reason)).toBe(words);
});
