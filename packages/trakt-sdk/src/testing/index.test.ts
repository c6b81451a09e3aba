import { expect, test } from "vitest";
import * as entry from "./index.ts";

test("has these public names and no others", () => {
  expect(Object.keys(entry)).toEqual(["createInMemoryTrakt"]);
});
