import { expect, test } from "vitest";
import { explainReason } from "./explain-reason.ts";

test.each([
  ["added-on-plex", "added on Plex"],
  ["conflict-trakt", "Trakt wins"],
  ["quality-differs", "differs from the file"],
  ["file-on-plex", "the file is as it was"],
  ["conflict-newest-trakt", "newest wins: Trakt"],
  ["being-watched", "watched in this run"],
  ["dropped-by-own-mark", "dropped for pakt's mark"],
  ["started-watching", "started, kept on one list"],
  ["declined", "taken back before"],
  ["moved", "changed since the plan"],
  ["a-reason-of-tomorrow", "a reason of tomorrow"],
])("%s is said as %s", (reason, words) => {
  expect(explainReason(reason)).toBe(words);
});
