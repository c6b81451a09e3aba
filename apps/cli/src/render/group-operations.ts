import type { Operation, Outcome, RunRecord } from "@pakt/sync";
import { countWords } from "./format-amounts.ts";

/** Operations of a past run that had the same end. */
export interface OperationGroup {
  /** What became of them, with their count: `3 operations failed`. */
  readonly heading: string;
  readonly tone: "done" | "warn" | "fail";
  readonly operations: readonly Operation[];
  /** What was answered, each sentence once. */
  readonly messages: readonly string[];
}

/** An end that a group stands for: what was applied is told apart by what it did. */
interface End {
  readonly tone: OperationGroup["tone"];
  readonly heading: (count: number) => string;
  readonly has: (operation: Operation, status: Outcome["status"] | undefined) => boolean;
}

const operationsOf = (count: number): string => countWords(count, "operation");

const ENDS: readonly End[] = [
  {
    tone: "done",
    heading: (count) => `${count} added to Trakt`,
    has: ({ action, side }, status) => status === "applied" && action === "add" && side === "trakt",
  },
  {
    tone: "done",
    heading: (count) => `${count} added to Plex`,
    has: ({ action, side }, status) => status === "applied" && action === "add" && side === "plex",
  },
  {
    tone: "done",
    heading: (count) => `${count} updated`,
    has: ({ action }, status) => status === "applied" && action === "update",
  },
  {
    tone: "done",
    heading: (count) => `${count} removed`,
    has: ({ action }, status) => status === "applied" && action === "remove",
  },
  {
    tone: "warn",
    heading: (count) => `${operationsOf(count)} refused: no room in the account`,
    has: (_operation, status) => status === "refused",
  },
  {
    tone: "warn",
    heading: (count) => `${operationsOf(count)} without an answer`,
    has: (_operation, status) => status === "unknown",
  },
  {
    tone: "fail",
    heading: (count) => `${operationsOf(count)} failed`,
    has: (_operation, status) => status === "failed",
  },
  {
    tone: "warn",
    heading: (count) => `${operationsOf(count)} for titles that the side does not know`,
    has: (_operation, status) => status === "unmatched",
  },
  {
    tone: "warn",
    heading: (count) => `${operationsOf(count)} not begun`,
    has: (_operation, status) => status === undefined,
  },
];

/** The operations of a run by what became of them; ends that none had are left out. */
export function groupOperations({
  operations,
  outcomes,
}: Pick<RunRecord, "operations" | "outcomes">): OperationGroup[] {
  const known = new Map(outcomes.map((outcome) => [outcome.operation, outcome]));
  return ENDS.flatMap(({ tone, heading, has }) => {
    const found = operations.filter((operation) => has(operation, known.get(operation.id)?.status));
    const messages = new Set(found.flatMap(({ id }) => known.get(id)?.message ?? []));
    return found.length === 0
      ? []
      : [{ heading: heading(found.length), tone, operations: found, messages: [...messages] }];
  });
}
