import type { Errand } from "../faults/undisturbed.ts";
import type { Point } from "../in-memory/life.ts";
import { killAt } from "./kill-at.ts";
import type { Course } from "./kill-at.ts";
import { isOpenPoint } from "./open-points.ts";

/** A point, what a kill there came to, and what is not as it must be, a line each. */
export interface PointResult {
  readonly point: Point;
  readonly isOpen: boolean;
  readonly needsSignIn: boolean;
  readonly surprises: readonly string[];
}

/** Kills an errand at each of its points, one after another. */
export async function runPoints(errand: Errand, course: Course): Promise<readonly PointResult[]> {
  const results: PointResult[] = [];
  for (const [number, point] of course.points.entries()) {
    const { broken, needsSignIn } = await killAt(errand, number, course);
    const isOpen = isOpenPoint(errand, course.points, number);
    const surprises = [
      ...(isOpen ? [] : broken),
      ...(isOpen && broken.length === 0 ? ["ends well now: take it out of open-points.ts"] : []),
    ];
    const { kind, name, moment } = point;
    const where = `${errand} killed ${moment} ${kind} ${number} (${name})`;
    results.push({ point, isOpen, needsSignIn, surprises: surprises.map((surprise) => `${where}: ${surprise}`) });
  }
  return results;
}
