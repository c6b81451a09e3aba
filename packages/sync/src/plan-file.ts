import type { Field, Operation, Plan } from "@pakt/sync-core";
import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";

import type { Home } from "./home.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";

/** What a person chooses for one plan; applying a saved one plans with the same. */
export interface PlanChoices {
  /** Default: every field. A field whose direction is `off` is never synced. */
  readonly only?: readonly Field[];
  /** Held removals that are let through, once, by count. */
  readonly allowRemovals?: Readonly<Partial<Record<Field, number>>>;
  /** Held bulk adds that are let through, once, by count. */
  readonly allowAdds?: Readonly<Partial<Record<Field, number>>>;
  /** Sets the dates of Trakt's collection to those on which the titles were added to Plex. */
  readonly resendDates?: boolean;
}

/** A plan that was saved, to be looked at, unticked and applied. */
export interface PlanFile {
  readonly paktPlan: 1;
  readonly createdAt: string;
  /** After this it is not applied any more, UTC ISO 8601. */
  readonly expiresAt: string;
  readonly profile: string;
  /** The Plex server and the Trakt account that it is for. */
  readonly server: string;
  readonly account: string;
  readonly choices: PlanChoices;
  /** Shows that all of the above is as pakt wrote it, in this home. */
  readonly seal: string;
  /** `apply: false` leaves an operation out. Nothing else may be changed. */
  readonly operations: readonly PlannedOperation[];
}

/** An operation of a saved plan. */
export interface PlannedOperation {
  readonly apply: boolean;
  /** Shows that the operation is as pakt wrote it, in this home. */
  readonly seal: string;
  readonly operation: Operation;
}

const DAY_MS = 24 * 3_600_000;

const fields = z.enum(["watched", "rating", "collection", "watchlist"]);
const amounts = z.partialRecord(fields, z.number());
const planFileSchema: z.ZodType<PlanFile> = z.object({
  paktPlan: z.literal(1),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  profile: z.string(),
  server: z.string(),
  account: z.string(),
  choices: z.object({
    only: z.array(fields).exactOptional(),
    allowRemovals: amounts.exactOptional(),
    allowAdds: amounts.exactOptional(),
    resendDates: z.boolean().exactOptional(),
  }),
  seal: z.string(),
  operations: z.array(
    z.object({
      apply: z.boolean(),
      seal: z.string(),
      // Its seal says whether it is one of ours.
      operation: z.custom<Operation>((value) => typeof value === "object" && value !== null && "id" in value),
    }),
  ),
});

/** Makes a file of a plan's operations, good for a day. */
export async function toPlanFile(
  home: Home,
  { createdAt, plex, trakt, operations }: Pick<Plan, "createdAt" | "plex" | "trakt" | "operations">,
  choices: PlanChoices,
): Promise<PlanFile> {
  const key = await sealKey(home);
  const expiresAt = new Date(Date.parse(createdAt) + DAY_MS).toISOString();
  const server = serverText(plex);
  const { account = "" } = trakt;
  const head = { paktPlan: 1, createdAt, expiresAt, profile: home.profile, server, account, choices } as const;
  return {
    ...head,
    seal: seal(key, head),
    operations: operations.map((operation) => ({ apply: true, seal: seal(key, head, operation), operation })),
  };
}

/**
 * The operations of a saved plan that are to be applied, once everything in it has proved to be as it was written.
 *
 * @throws PaktError `usage` for what is no plan, a plan of another home or profile, one that was changed, and one that is too old.
 */
export async function readPlanFile(
  home: Home,
  text: string,
): Promise<PlanFile & { readonly ticked: readonly Operation[]; readonly unticked: readonly Operation[] }> {
  const file = parse(text);
  if (file.profile !== home.profile) throw refuse(`it is a plan of the profile ${file.profile}`);
  if (Date.parse(file.expiresAt) < home.clock.now()) throw refuse(`it was good until ${file.expiresAt}`);
  const key = await sealKey(home);
  const { operations, seal: ofHead, ...head } = file;
  if (ofHead !== seal(key, head)) {
    throw refuse("another home wrote it, or what stands before its operations was changed");
  }
  for (const { operation, seal: given } of operations) {
    if (given !== seal(key, head, operation)) throw refuse(`the operation ${operation.id} was changed`);
  }
  const ids = new Set(operations.map(({ operation }) => operation.id));
  if (ids.size !== operations.length) throw refuse("an operation stands in it twice");
  return {
    ...file,
    ticked: operations.filter(({ apply }) => apply).map(({ operation }) => operation),
    unticked: operations.filter(({ apply }) => !apply).map(({ operation }) => operation),
  };
}

function parse(text: string): PlanFile {
  try {
    const value: unknown = JSON.parse(text);
    if (newerPlan.safeParse(value).success) throw refuse("a newer pakt wrote it, and this one cannot read it");
    return planFileSchema.parse(value);
  } catch (error) {
    throw isPaktError(error) ? error : refuse("it is no plan that pakt wrote", error);
  }
}

const newerPlan = z.object({ paktPlan: z.number().gt(1) });

/** Why a saved plan is not applied. */
export function refuse(why: string, cause?: unknown): PaktError {
  return new PaktError("usage", `This plan is not applied: ${why}.`, {
    advice: "Make a new one with pakt plan --out FILE; in the file only apply may be set to false.",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Seals a plan's head, or one of its operations. All of the head is under each seal, so that no part of one plan fits into another. */
function seal(key: string, head: Omit<PlanFile, "operations" | "seal">, operation?: Operation): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([canonical(head), ...(operation === undefined ? [] : [canonical(operation)])]))
    .digest("base64url");
}

/** The same text for the same value, in whatever order its keys come. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, canonical(part)]);
}

/** A secret of the home, by which it knows its own plans again. */
async function sealKey(home: Home): Promise<string> {
  const key = "state:plan-key";
  const stored = await home.storage.getItemRaw<string>(key);
  if (stored !== null && stored !== "") return stored;
  const created = randomBytes(32).toString("base64url");
  await home.storage.setItemRaw(key, created);
  return created;
}

/** The Plex server of a plan as its file names it, or all of them. */
export function serverText({ server = "" }: Plan["plex"]): string {
  return [server].flat().join(",");
}
