import { findOtherTarget } from "@pakt/sync-core";
import type { Base, Field, FieldIdentity, Identities, Identity, Operation, OtherTarget, Side } from "@pakt/sync-core";

import { PaktError } from "./pakt-error.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * Lets go on only what would be taken back where it was written to.
 *
 * @throws PaktError `failed` where the run wrote to another account or Plex server than those of now, or where that cannot be told.
 */
export function checkUndoTarget(
  { summary, identities }: Pick<RunRecord, "summary" | "identities">,
  operations: readonly Operation[],
  { base, now }: { readonly base: Base; readonly now: Identities },
): void {
  for (const operation of operations) {
    const { field, side } = operation;
    const other = findOtherTarget(operation, writtenTo(field, identities, base), now);
    if (other !== undefined) throw refuse(summary.run, other, side);
  }
}

/** Whose data a run wrote to; where its record does not say, whose data base holds of the field. */
function writtenTo(field: Field, recorded: Identities | undefined, { identities = {} }: Base): Identities {
  const agreed: Partial<FieldIdentity> = identities[field] ?? {};
  const of = (side: Side): Identity => ({ ...agreed[side], ...recorded?.[side] });
  return { plex: of("plex"), trakt: of("trakt") };
}

const NAMES: Readonly<Record<Side, string>> = { plex: "Plex", trakt: "Trakt" };

function refuse(run: string, other: OtherTarget, side: Side): PaktError {
  const name = NAMES[side];
  const nothing = "nothing was written";
  switch (other) {
    case "account":
      return new PaktError(
        "failed",
        `The run ${run} wrote to another ${name} account than the one that is signed in now; ${nothing}.`,
        { advice: `Sign in to that ${name} account again, then take the run back.` },
      );
    case "server":
      return new PaktError("failed", `The run ${run} wrote to another Plex server than the chosen one; ${nothing}.`, {
        advice: "Choose that server again, then take the run back.",
      });
    case "unknown-account":
      return new PaktError(
        "failed",
        `It cannot be told now whether this is the ${name} account that the run ${run} wrote to; ${nothing}.`,
        { advice: "Try again when the service answers." },
      );
    default:
      return other satisfies never;
  }
}
