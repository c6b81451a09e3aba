import { expect, test } from "vitest";
import { titles } from "../../test/report-values.ts";
import { findStaying, listLeftOut, listSkipped } from "./list-skipped.ts";

const skipped = [
  ...titles(1, "changed-since", { message: "Left alone." }),
  ...titles(1, "already-gone", { message: "Gone." }),
  ...titles(1, "changed-since", { message: "Left alone." }),
  ...titles(1, "not-restored"),
  ...titles(2, "moved"),
  ...titles(1, "unticked"),
  ...titles(1, "declined"),
  ...titles(1, "being-watched"),
];

test("puts what was skipped under the heading of its kind", () => {
  expect(listSkipped(skipped).map(({ heading }) => heading)).toEqual([
    "3 left alone",
    "1 not brought back as it was",
    "2 moved since the plan was made",
    "1 not chosen",
    "2 skipped",
  ]);
});

test("keeps those with the same sentence together, and lets the sentence say why", () => {
  expect(listSkipped(skipped)[0]?.entries).toEqual([
    { field: "rating", title: "Film 1", message: "Gone." },
    { field: "rating", title: "Film 1", message: "Left alone." },
    { field: "rating", title: "Film 1", message: "Left alone." },
  ]);
});

test("tells what a run left out from the differences that stay", () => {
  expect(listLeftOut(skipped)).toHaveLength(4);
  expect(findStaying(skipped).map(({ reason }) => reason)).toEqual(["declined"]);
});
