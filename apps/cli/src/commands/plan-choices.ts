import type { Home, SyncOptions } from "@pakt/sync";
import { FIELDS, readAmounts, readFields } from "../arguments/read-fields.ts";
import { UsageError } from "../arguments/usage-error.ts";

/** What a person chooses for one plan. */
export type PlanChoices = Pick<SyncOptions, "only" | "allowRemovals" | "allowAdds" | "resendDates">;

/** The flags by which a person chooses what is planned. */
export const CHOICE_FLAGS = {
  only: {
    type: "string",
    default: "",
    valueHint: "FIELD,FIELD",
    description: `sync these fields only: ${FIELDS.join(", ")}`,
  },
  "allow-removals": {
    type: "string",
    default: "",
    valueHint: "FIELD=COUNT",
    description: "let so many held removals pass, once",
  },
  "allow-adds": {
    type: "string",
    default: "",
    valueHint: "FIELD=COUNT",
    description: "let so many held bulk adds pass, once",
  },
  "resend-dates": {
    type: "boolean",
    default: false,
    description: "set the dates of Trakt's collection to those on which titles came into Plex",
  },
} as const;

/** Reads these flags. Throws UsageError. */
export function readPlanChoices(args: {
  readonly only: string;
  readonly "allow-removals": string;
  readonly "allow-adds": string;
  readonly "resend-dates": boolean;
}): PlanChoices {
  const { "resend-dates": resendDates } = args;
  const only = readFields(args.only, "--only");
  if (resendDates && only?.includes("collection") === false) {
    throw new UsageError("--resend-dates needs the collection among the fields of --only.", RESEND_ADVICE);
  }
  const allowRemovals = readAmounts(args["allow-removals"], "--allow-removals");
  const allowAdds = readAmounts(args["allow-adds"], "--allow-adds");
  return {
    ...(only === undefined ? {} : { only }),
    ...(allowRemovals === undefined ? {} : { allowRemovals }),
    ...(allowAdds === undefined ? {} : { allowAdds }),
    ...(resendDates ? { resendDates } : {}),
  };
}

/** Proves that the configuration allows what was chosen. Throws UsageError. */
export function checkPlanChoices({ resendDates = false }: PlanChoices, { config }: Home): void {
  if (resendDates && config.fields.collection.direction === "off") {
    throw new UsageError("--resend-dates needs the collection, which config.json has turned off.", TURNED_OFF_ADVICE);
  }
}

const TURNED_OFF_ADVICE = 'Set fields.collection.direction to "plex-to-trakt" there.';
const RESEND_ADVICE = "For example: pakt sync --only collection --resend-dates.";
