import type { Errand } from "../faults/undisturbed.ts";
import type { Point } from "../in-memory/life.ts";

/**
 * Whether it is known that a kill here does not end well: plays whose removal was never answered are taken for removed by the person, as in
 * `faults/open-questions.ts`. A point that ends well must leave this list.
 */
export function isOpenPoint(errand: Errand, points: readonly Point[], number: number): boolean {
  const answered = points.findIndex(({ name, moment }) => name === "POST /sync/history/remove" && moment === "after");
  return errand === "undo" && (number === answered || number === answered + 1);
}
