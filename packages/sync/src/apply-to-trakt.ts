import type { Operation, Outcome } from "@pakt/sync-core";

import type { AccountRoom } from "./account-room.ts";
import type { ApplyHooks, ApplyResult } from "./replica.ts";
import { sendBatch } from "./send-batch.ts";
import type { FullAccount } from "./send-batch.ts";
import { toOutcome } from "./to-outcome.ts";
import { isTraktOperation, placeOfOperation } from "./trakt-body.ts";
import type { PlacedOperation, TraktOperation } from "./trakt-body.ts";
import { createEndpoints, endpointOf } from "./trakt-endpoints.ts";
import type { Endpoint, EndpointName, TraktWriteContext } from "./trakt-endpoints.ts";

/** What a run's writing to Trakt stands on. */
export interface TraktApplyContext extends TraktWriteContext {
  /** What the account holds, as far as it was read. */
  readonly room: AccountRoom;
}

/** Batches in a row that may fail before the rest of an endpoint's work is left for the next run. */
const FAILURES_IN_A_ROW = 4;

/**
 * Writes to Trakt: one POST a batch, one at a time. What a lost answer leaves in doubt is read back, and only what is proven
 * absent is sent again, in halves.
 */
export async function applyToTrakt(
  context: TraktApplyContext,
  operations: readonly Operation[],
  hooks: ApplyHooks,
): Promise<ApplyResult> {
  const endpoints = createEndpoints(context);
  for (const [name, group] of groupByEndpoint(operations.filter(isTraktOperation))) {
    const placed = await placeGroup(context, group, hooks);
    for (const part of partsOf(name, placed)) {
      const { stopped } = await applyGroup(context, endpoints[name], part, hooks);
      if (stopped !== undefined) return withFull({ stopped }, context);
    }
  }
  return withFull({}, context);
}

function withFull(result: ApplyResult, { room }: TraktApplyContext): ApplyResult {
  const full = room.full();
  return Object.keys(full).length === 0 ? result : { ...result, full };
}

/** What must not stand in one body, or must not end with the other. */
function partsOf(name: EndpointName, placed: readonly PlacedOperation[]): readonly (readonly PlacedOperation[])[] {
  // A removal has no value: beside episodes of its season, a season's would look like nothing but the place where they stand.
  if (name === "remove-ratings") return apart(placed, isSeason);
  // A full account has no room for a further file; a better one in the place of another needs none.
  if (name === "add-collection") return apart(placed, ({ operation }) => operation.action === "update");
  return [placed];
}

function apart(
  placed: readonly PlacedOperation[],
  isLater: (each: PlacedOperation) => boolean,
): readonly (readonly PlacedOperation[])[] {
  return [placed.filter((each) => !isLater(each)), placed.filter(isLater)];
}

function isSeason({ place }: PlacedOperation): boolean {
  return place.kind === "nested" && place.episode === undefined;
}

/** By endpoint, in the order in which they stand in the plan. */
function groupByEndpoint(operations: readonly TraktOperation[]): ReadonlyMap<EndpointName, readonly TraktOperation[]> {
  const groups = new Map<EndpointName, TraktOperation[]>();
  for (const operation of operations) {
    const name = endpointOf(operation);
    const group = groups.get(name) ?? [];
    group.push(operation);
    groups.set(name, group);
  }
  return groups;
}

/** Finds the place of each title in a body; one without an id that Trakt takes is unmatched at once. */
async function placeGroup(
  { clock }: TraktWriteContext,
  group: readonly TraktOperation[],
  hooks: ApplyHooks,
): Promise<readonly PlacedOperation[]> {
  const placed: PlacedOperation[] = [];
  const homeless: TraktOperation[] = [];
  for (const operation of group) {
    const place = placeOfOperation(operation);
    if (place === undefined) homeless.push(operation);
    else placed.push({ operation, place });
  }
  if (homeless.length > 0) {
    const message = "it has no id that Trakt takes";
    await hooks.onOutcomes(homeless.map((operation) => toOutcome(clock, operation, "unmatched", message)));
  }
  return placed;
}

async function applyGroup(
  context: TraktApplyContext,
  endpoint: Endpoint,
  group: readonly PlacedOperation[],
  hooks: ApplyHooks,
): Promise<ApplyResult> {
  let queue = toBatches(group, endpoint.size);
  let failures = 0;
  let isFillingUp = false;
  for (let batch = queue[0]; batch !== undefined; batch = queue[0]) {
    if (hooks.signal?.aborted === true) return { stopped: { code: "interrupted", message: "the run was interrupted" } };
    await hooks.onIntent(batch.map(({ operation }) => operation));
    const { outcomes, retry, serviceFailed, stopped, fieldEnds, full } = await sendBatch(
      { clock: context.clock, endpoint },
      batch,
      hooks,
    );
    context.room.note(batch, outcomes);
    if (outcomes.length > 0) await hooks.onOutcomes(outcomes);
    if (full !== undefined) {
      const { fits, refused } = fillUp(context, full, { batch, rest: queue.slice(1), isFillingUp });
      await refuse(context, refused, full, hooks);
      isFillingUp = true;
      queue = toBatches(fits, endpoint.size);
      continue;
    }
    failures = serviceFailed === true ? failures + 1 : 0;
    const halves = toBatches(retry, Math.ceil(batch.length / 2));
    queue = [...halves, ...queue.slice(1)];
    if (stopped !== undefined) return { stopped };
    const end = fieldEnds ?? (failures >= FAILURES_IN_A_ROW ? GIVEN_UP : undefined);
    if (end === undefined) continue;
    await hooks.onOutcomes(
      queue.flat().map(({ operation }): Outcome => toOutcome(context.clock, operation, end.status, end.message)),
    );
    return {};
  }
  return {};
}

/** What of a group an account that is full has room for by its own word: to be sent once more, and no second time. */
function fillUp(
  { room }: TraktApplyContext,
  { left, ...said }: FullAccount,
  {
    batch,
    rest,
    isFillingUp,
  }: {
    readonly batch: readonly PlacedOperation[];
    readonly rest: readonly (readonly PlacedOperation[])[];
    readonly isFillingUp: boolean;
  },
): { readonly fits: readonly PlacedOperation[]; readonly refused: readonly PlacedOperation[] } {
  const [first] = batch;
  const free = first === undefined ? 0 : room.refuse(first.operation.field, said);
  // What is written over what is there takes no room; and of a batch that nobody knows the end of nothing is left to be counted with.
  const count = isFillingUp || first?.operation.action !== "add" || left.length === 0 ? 0 : free;
  const waiting = [...left, ...rest.flat()];
  return { fits: waiting.slice(0, count), refused: waiting.slice(count) };
}

async function refuse(
  { clock }: TraktWriteContext,
  refused: readonly PlacedOperation[],
  { message }: FullAccount,
  hooks: ApplyHooks,
): Promise<void> {
  if (refused.length === 0) return;
  await hooks.onOutcomes(refused.map(({ operation }) => toOutcome(clock, operation, "refused", message)));
}

const GIVEN_UP = { status: "failed", message: "Trakt failed again and again; the next run goes on" } as const;

function toBatches(group: readonly PlacedOperation[], size: number): readonly (readonly PlacedOperation[])[] {
  const batches: (readonly PlacedOperation[])[] = [];
  for (let start = 0; start < group.length; start += size) batches.push(group.slice(start, start + size));
  return batches;
}
