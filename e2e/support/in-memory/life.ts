/** A place of a run at which its process can end: a request, or a write of the home. */
export interface Point {
  readonly kind: "request" | "write";
  /** The endpoint, or the key that is written. */
  readonly name: string;
  /** `before`: nothing of it has happened yet; `after`: it has, and the run does not know of it yet. */
  readonly moment: "before" | "after";
}

/** One process that runs: nothing that is its work reaches a service or the home when it has ended. */
export interface Life {
  /** Throws when the process has ended, or ends here. */
  reach(point: Point): void;
  /** Throws when the process has ended. */
  check(): void;
  /** The points so far. */
  readonly points: readonly Point[];
  readonly isOver: () => boolean;
}

/** Starts a process, which ends at the first point for which `endsAt` says so; the number of the first point is 0. */
export function createLife(endsAt: (point: Point, number: number) => boolean = () => false): Life {
  const points: Point[] = [];
  let isOver = false;
  const check = (): void => {
    if (isOver) throw new Error("This process has ended.");
  };
  return {
    points,
    isOver: () => isOver,
    check,
    reach: (point) => {
      check();
      points.push(point);
      isOver = endsAt(point, points.length - 1);
      check();
    },
  };
}
