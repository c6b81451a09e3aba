import type { Errand } from "../faults/undisturbed.ts";
import type { Point } from "../in-memory/life.ts";
import { killAt } from "./kill-at.ts";
import type { Course } from "./kill-at.ts";

/** A point, what a kill there came to, and what is not as it must be, a line each. */
export interface PointResult {
  readonly point: Point;
  readonly needsSignIn: boolean;
  readonly surprises: readonly string[];
}

/** Kills an errand at each of its points, one after another. */
export async function runPoints(errand: Errand, course: Course): Promise<readonly PointResult[]> {
  const results: PointResult[] = [];
  for (const [number, point] of course.points.entries()) {
    const { broken, needsSignIn } = await killAt(errand, number, course);
    const { kind, name, moment } = point;
    const where = `${errand} killed ${moment} ${kind} ${number} (${name})`;
    results.push({ point, needsSignIn, surprises: broken.map((each) => `${where}: ${each}`) });
  }
  return results;
}
