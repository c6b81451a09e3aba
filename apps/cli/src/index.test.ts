import { expect, test } from "vitest";
import * as cli from "./index.ts";

test("offers these names and no others", () => {
  expect(Object.keys(cli)).toEqual(["runCli"]);
});
