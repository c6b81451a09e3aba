// Kills a run at each of its requests and each write of its home, before and after, and prints what the next runs make of it.
import { runCourse } from "../support/crash/kill-at.ts";
import { runPoints } from "../support/crash/run-points.ts";
import type { Errand } from "../support/faults/undisturbed.ts";

const errands: readonly Errand[] = ["sync", "undo"];
const kinds = ["request", "write"] as const;
const moments = ["before", "after"] as const;
let all = 0;
let surprises = 0;
for (const errand of errands) {
  const startedAt = performance.now();
  const results = await runPoints(errand, await runCourse(errand));
  for (const surprise of results.flatMap((result) => result.surprises)) console.log(surprise);
  console.log(`${errand}: ${results.length} points in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  for (const kind of kinds) {
    for (const moment of moments) {
      const here = results.filter(({ point }) => point.kind === kind && point.moment === moment);
      const found = here.reduce((sum, result) => sum + result.surprises.length, 0);
      const signIns = here.filter(({ needsSignIn }) => needsSignIn).length;
      console.log(
        `  ${moment.padEnd(6)} a ${kind.padEnd(7)} ${String(here.length).padStart(4)} killed, ${found} surprises` +
          (signIns > 0 ? `, ${signIns} to sign in again` : ""),
      );
      surprises += found;
    }
  }
  all += results.length;
}
console.log(`${all} points, ${surprises} surprises`);
process.exitCode = surprises === 0 ? 0 : 1;
