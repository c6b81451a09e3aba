import { expect, test } from "vitest";
import { plain } from "../../test/report-values.ts";
import { renderLibraries } from "./render-libraries.ts";

test("marks the libraries that are synced, and says why one cannot be", () => {
  const libraries = [
    { key: "1", title: "Movies", type: "movie", selected: true, supported: true },
    { key: "12", title: "TV Shows", type: "show", selected: false, supported: true },
    { key: "3", title: "Music", type: "artist", selected: false, supported: false },
  ];
  expect(renderLibraries(libraries, plain).join("\n")).toBe(
    `
     Key  Title     Type
  ✓  1    Movies    movie   synced
     12   TV Shows  show    not synced
     3    Music     artist  not movies or shows

1 library is synced.
Choose with \`pakt libraries --select KEY,KEY\` or \`--all\`.`.slice(1),
  );
});

test("says so when there are none", () => {
  expect(renderLibraries([], plain)).toEqual(["! The server has no libraries."]);
});
