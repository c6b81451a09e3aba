import { beforeAll, describe, expect, test } from "vitest";

import { ROWS } from "./support/faults/endpoints.ts";
import { FAULT_NAMES, SILENT } from "./support/faults/fault-kinds.ts";
import type { FaultName } from "./support/faults/fault-kinds.ts";
import { runColumn } from "./support/faults/run-matrix.ts";
import { runUndisturbed } from "./support/faults/undisturbed.ts";
import type { Errand, Undisturbed } from "./support/faults/undisturbed.ts";

/** A fifth and a tenth of the matrix, in every row and every column; `prove:faults` runs all of it. */
const STEP = { once: 5, every: 10 } as const;

let undisturbed: Readonly<Record<Errand, Undisturbed>>;
beforeAll(async () => {
  undisturbed = { sync: await runUndisturbed("sync"), undo: await runUndisturbed("undo") };
});

const chosen = (fault: FaultName, step: number) =>
  ROWS.filter((_, row) => (row + FAULT_NAMES.indexOf(fault)) % step === 0);

describe("the endpoints that a run calls", () => {
  test("all stand in the matrix, and no others do", () => {
    const ofUndo = new Set(["GET /sync/history", "POST /sync/history/remove"]);
    const inSync = new Set(undisturbed.sync.endpoints);
    const calls = [
      ...undisturbed.sync.endpoints.map((endpoint) => `sync ${endpoint}`),
      // Reading and writing are the same code; what only an undo calls, or calls with another body, is a row of its own.
      ...undisturbed.undo.endpoints
        .filter((endpoint) => !inSync.has(endpoint) || ofUndo.has(endpoint))
        .map((endpoint) => `undo ${endpoint}`),
    ];
    expect(calls.toSorted()).toEqual(ROWS.map(({ errand, endpoint }) => `${errand} ${endpoint}`).toSorted());
  });
});

describe("a fault at any endpoint", { timeout: 120_000 }, () => {
  test.each(FAULT_NAMES)("once: the run says so, loses nothing, and the next one converges (%s)", async (fault) => {
    const results = await runColumn(chosen(fault, STEP.once), { fault, extent: "once" }, undisturbed);
    expect(results.flatMap(({ surprises }) => surprises)).toEqual([]);
  });

  test.each(FAULT_NAMES.filter((fault) => !SILENT.has(fault)))(
    "at every request of the run: the same (%s)",
    async (fault) => {
      const results = await runColumn(chosen(fault, STEP.every), { fault, extent: "every" }, undisturbed);
      expect(results.flatMap(({ surprises }) => surprises)).toEqual([]);
    },
  );

  test("a catalogue that denies every listed title is asked again when they have rested, and then all is as it must be", async () => {
    const rows = ROWS.filter(({ endpoint }) => endpoint === "GET /discover/library/metadata/:id");
    const results = await runColumn(rows, { fault: "404", extent: "every" }, undisturbed);
    expect(results.map(({ exitCode, surprises }) => ({ exitCode, surprises }))).toEqual([
      { exitCode: 0, surprises: [] },
    ]);
  });
});
