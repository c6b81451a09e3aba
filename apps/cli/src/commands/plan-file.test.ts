import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkPlanPlace, readPlanText, writePlanFile } from "./plan-file.ts";

const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "pakt-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

describe("writePlanFile", () => {
  test("saves a plan for its owner alone", () => {
    const file = join(makeFolder(), "plan.json");
    writePlanFile("{}", { file, force: false });
    expect([readPlanText(file), statSync(file).mode & 0o777]).toEqual(["{}", 0o600]);
  });

  test("leaves a file alone that is there already, but for --force, and leaves nothing beside it", () => {
    const folder = makeFolder();
    const file = join(folder, "plan.json");
    writeFileSync(file, "mine", { mode: 0o644 });
    expect(() => writePlanFile("{}", { file, force: false })).toThrow(`${file} is there already.`);
    expect(readFileSync(file, "utf8")).toBe("mine");
    writePlanFile("{}", { file, force: true });
    expect([readFileSync(file, "utf8"), statSync(file).mode & 0o777]).toEqual(["{}", 0o600]);
    expect(readdirSync(folder)).toEqual(["plan.json"]);
  });
});

describe("checkPlanPlace", () => {
  test("lets a new file pass, and with --force an old one", () => {
    const file = join(makeFolder(), "plan.json");
    expect(checkPlanPlace({ file, force: false })).toBeUndefined();
    writeFileSync(file, "");
    expect(checkPlanPlace({ file, force: true })).toBeUndefined();
  });

  test("refuses a file that is there, a folder, and a folder that is not there", () => {
    const folder = makeFolder();
    const file = join(folder, "plan.json");
    writeFileSync(file, "");
    mkdirSync(join(folder, "plans"));
    expect(() => checkPlanPlace({ file, force: false })).toThrow("is there already.");
    expect(() => checkPlanPlace({ file: join(folder, "plans"), force: true })).toThrow("is a folder.");
    expect(() => checkPlanPlace({ file: join(folder, "none", "plan.json"), force: false })).toThrow(
      "cannot be written: there is no such file or folder.",
    );
  });
});
