import type { Base, Field, FieldIdentity, Ledger } from "@pakt/sync-core";
import { emptyBase, emptyLedger, FIELDS, identityOf } from "@pakt/sync-core";
import { z } from "zod";

import type { Home } from "./home.ts";
import { readJson } from "./json-file.ts";
import type { JsonFile } from "./json-file.ts";
import type { InDoubt } from "./in-doubt.ts";
import type { PlexAhead } from "./plex-ahead.ts";
import { emptyNotFound } from "./not-found.ts";
import type { NotFoundMemory } from "./not-found.ts";
import { id, itemType, packRecords, readRecords, storedRecords } from "./state-records.ts";

/** What a profile remembers between runs. One file, so that no crash can leave its parts at odds. */
export interface State {
  readonly version: 1;
  /** The run that wrote it; absent before the first. */
  readonly run?: string;
  readonly base: Base;
  readonly ledger: Ledger;
  readonly notFound: NotFoundMemory;
  /** By how much the dates of each Plex server were taken earlier; a number is of a time when there was one. Absent: not at all. */
  readonly plexAheadMs?: PlexAhead | number;
  /** Writes of the last run that nobody knows the end of; the next read tells. */
  readonly inDoubt?: InDoubt;
}

const field = z.enum(FIELDS);
const identity = z.object({
  account: z.string().exactOptional(),
  server: z.union([z.string(), z.array(z.string())]).exactOptional(),
  libraries: z.array(z.string()).exactOptional(),
});
const fieldIdentity = z.strictObject({ plex: identity, trakt: identity, formerly: identity.exactOptional() });
const sent = { operation: z.string(), sentAt: z.string() };
const storedBase = z
  .object({
    version: z.literal(1),
    identities: z.partialRecord(field, fieldIdentity).exactOptional(),
    emptied: z.partialRecord(field, z.array(z.enum(["plex", "trakt"]))).exactOptional(),
    // Whose data all fields were, before each had its own.
    plex: identity.exactOptional(),
    trakt: identity.exactOptional(),
    ...storedRecords,
  })
  .transform(({ shows, qualities, records, ...rest }, context) => ({
    ...rest,
    records: readRecords({ shows, qualities, records }, (issue) =>
      context.issues.push({ ...issue, path: ["records", ...issue.path], input: undefined }),
    ),
  }));
const schema = z.object({
  version: z.literal(1),
  run: z.string().exactOptional(),
  base: storedBase,
  ledger: z.object({
    version: z.literal(1),
    plays: z.array(
      z.strictObject({
        ...sent,
        account: z.string().exactOptional(),
        type: itemType,
        ids: z.array(id),
        showIds: z.array(id).exactOptional(),
        season: z.number().exactOptional(),
        number: z.number().exactOptional(),
        at: z.string(),
        state: z.enum(["sent", "unknown", "applied"]),
      }),
    ),
    scrobbles: z.array(
      z.strictObject({
        ...sent,
        ref: z.string(),
        viewsBefore: z.number(),
        state: z.enum(["sent", "unknown", "applied"]),
      }),
    ),
  }),
  plexAheadMs: z.union([z.record(z.string(), z.number()), z.number()]).exactOptional(),
  // A part of a plan: written whole by this program, read once, by the next run.
  inDoubt: z
    .custom<InDoubt>((value) => typeof value === "object" && value !== null && "plan" in value && "outcomes" in value)
    .exactOptional(),
  notFound: z.record(z.string(), z.object({ times: z.int().min(1), until: z.string(), ids: z.string() })),
});

type StoredState = z.output<typeof schema>;

function stateFile(home: Home): JsonFile<StoredState> {
  const key = `state:${home.profile}:state.json`;
  return {
    key,
    name: home.nameOf(key),
    schema,
    code: "state-corrupt",
    advice:
      "Restore the file from a backup, or move it away: the next run then starts anew, as a union that removes nothing.",
  };
}

/** The state of the home's profile; an empty one before the first run. Throws PaktError `state-corrupt`, leaving the file as it is. */
export async function readState(home: Home): Promise<State> {
  const state = await readJson(home.storage, stateFile(home));
  if (state === undefined) return { version: 1, base: emptyBase, ledger: emptyLedger, notFound: emptyNotFound };
  return { ...state, base: toBase(state.base) };
}

/** Where whose data it is stands once for all fields, it is each field's. */
function toBase({ plex, trakt, ...base }: StoredState["base"]): Base {
  if (base.identities !== undefined || plex === undefined || trakt === undefined) return base;
  const ofFields = FIELDS.map((each): [Field, FieldIdentity] => [each, identityOf(each, { plex, trakt })]);
  return { ...base, identities: Object.fromEntries(ofFields) };
}

/** Replaces the state, atomically. */
export async function writeState(home: Home, state: State): Promise<void> {
  await home.storage.setItemRaw(
    stateFile(home).key,
    JSON.stringify({ ...state, base: { ...state.base, ...packRecords(state.base.records) } }),
  );
}
