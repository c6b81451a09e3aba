import type { Outcome } from "@pakt/sync-core";
import { isTraktError } from "@pakt/trakt-sdk";
import type { SyncAnswer, TraktError } from "@pakt/trakt-sdk";

import type { Clock } from "./clock.ts";
import type { ApplyHooks, ApplyResult } from "./replica.ts";
import { toOutcome } from "./to-outcome.ts";
import { describeTraktFailure } from "./trakt-failure.ts";
import { isNotFound, toBody } from "./trakt-body.ts";
import type { PlacedOperation } from "./trakt-body.ts";
import type { Endpoint } from "./trakt-endpoints.ts";

/** How a batch ended. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[];
  /** Proven not to be done, to be sent again in smaller batches. They have no outcome yet. */
  readonly retry: readonly PlacedOperation[];
  /** Set when the service failed, as opposed to refusing a title. */
  readonly serviceFailed?: boolean;
  /** Set when the whole side is to stop. */
  readonly stopped?: NonNullable<ApplyResult["stopped"]>;
  /** Set when the rest of the field is not to be sent, and what to say of it. */
  readonly fieldEnds?: { readonly status: "failed"; readonly message: string };
  /** Set when the account has no room for all of it. */
  readonly full?: FullAccount;
}

/** What a full account says, and what of the batch it did not store. */
export interface FullAccount {
  /** Without an outcome yet. */
  readonly left: readonly PlacedOperation[];
  readonly message: string;
  /** As the answer names it. */
  readonly limit?: number;
  readonly upgradeUrl?: string;
}

/** Sends one batch and reads from the answer, or from a read that follows a lost answer, what became of each operation. */
export async function sendBatch(
  context: { readonly clock: Clock; readonly endpoint: Endpoint },
  batch: readonly PlacedOperation[],
  hooks: ApplyHooks,
): Promise<BatchResult> {
  try {
    const answer = await context.endpoint.send(toBody(batch));
    return await readAnswer(context, batch, answer, hooks);
  } catch (error) {
    if (!isTraktError(error)) throw error;
    return await readFailure(context, batch, error, hooks);
  }
}

/** What is neither counted nor named as not found is unknown, and read back. */
async function readAnswer(
  context: { readonly clock: Clock; readonly endpoint: Endpoint },
  batch: readonly PlacedOperation[],
  answer: SyncAnswer,
  hooks: ApplyHooks,
): Promise<BatchResult> {
  const { clock, endpoint } = context;
  const unmatched = batch.filter(({ place }) => isNotFound(place, answer.notFound));
  const rest = batch.filter((placed) => !unmatched.includes(placed));
  const outcomes = unmatched.map(({ operation }) =>
    toOutcome(clock, operation, "unmatched", "Trakt does not know this title"),
  );
  if (endpoint.counts === "nothing" || countOf(answer, endpoint.counts) === rest.length) {
    return {
      outcomes: [...outcomes, ...rest.map(({ operation }) => toOutcome(clock, operation, "applied"))],
      retry: [],
    };
  }
  const lost = await readBack(context, rest, hooks, "Trakt's answer does not account for it");
  const [last] = rest.length === 1 ? lost.retry : [];
  if (last === undefined) return { ...lost, outcomes: [...outcomes, ...lost.outcomes] };
  const message = "Trakt did not store it and does not say why";
  return { outcomes: [...outcomes, toOutcome(clock, last.operation, "unmatched", message)], retry: [] };
}

function countOf(answer: SyncAnswer, counts: "added" | "deleted"): number {
  const groups = counts === "deleted" ? [answer.deleted] : [answer.added, answer.updated, answer.existing];
  return groups.flatMap((group) => Object.values(group ?? {})).reduce((sum, count) => sum + count, 0);
}

async function readFailure(
  context: { readonly clock: Clock; readonly endpoint: Endpoint },
  batch: readonly PlacedOperation[],
  error: TraktError,
  hooks: ApplyHooks,
): Promise<BatchResult> {
  const { clock } = context;
  const message = sentenceOf(error);
  const all = (status: Outcome["status"]): readonly Outcome[] =>
    batch.map(({ operation }) => toOutcome(clock, operation, status, message));
  if (error.mayHaveHappened) return { ...(await readBack(context, batch, hooks, error.message)), serviceFailed: true };
  switch (error.code) {
    case "account-limit":
      return { retry: [], ...(await keepStored(context, batch, hooks, { message, ...limitOf(error) })) };
    case "vip-required":
    case "rate-limited":
      return { outcomes: all("failed"), retry: [], fieldEnds: { status: "failed", message } };
    case "sign-in-required":
    case "client-rejected":
      return {
        outcomes: all("failed"),
        retry: [],
        stopped: { code: "sign-in-needed", message: describeTraktFailure(error) },
      };
    case "account-locked":
      return {
        outcomes: all("failed"),
        retry: [],
        stopped: { code: "account-locked", message: describeTraktFailure(error) },
      };
    case "too-large":
    case "invalid-request":
    case "not-found":
    case "conflict":
    case "precondition":
      // One bad title, or one too many: halves find out which. A single one that is refused stays failed.
      return batch.length > 1 ? { outcomes: [], retry: batch } : { outcomes: all("failed"), retry: [] };
    default:
      return {
        outcomes: all("failed"),
        retry: [],
        stopped: { code: "unreachable", message: describeTraktFailure(error) },
      };
  }
}

/** Whether Trakt stores what fits of a batch that does not is not known: what a read shows was done, the rest is left. */
async function keepStored(
  { clock, endpoint }: { readonly clock: Clock; readonly endpoint: Endpoint },
  batch: readonly PlacedOperation[],
  hooks: ApplyHooks,
  said: Omit<FullAccount, "left">,
): Promise<Required<Pick<BatchResult, "outcomes" | "full">>> {
  const operations = batch.map(({ operation }) => operation);
  const done = await endpoint.confirm(operations, hooks);
  // A play that may be there must not count as refused: it would be sent again.
  if (done === undefined) {
    const outcomes = operations.map((operation) => toOutcome(clock, operation, "unknown", said.message));
    return { outcomes, full: { ...said, left: [] } };
  }
  const stored = operations.filter(({ id }) => done.has(id));
  return {
    outcomes: stored.map((operation) => toOutcome(clock, operation, "applied", "confirmed by reading it back")),
    full: { ...said, left: batch.filter(({ operation }) => !done.has(operation.id)) },
  };
}

function limitOf(error: TraktError): Pick<FullAccount, "limit" | "upgradeUrl"> {
  if (!isTraktError(error, "account-limit")) return {};
  const { limit, upgradeUrl } = error;
  return { ...(limit !== undefined && { limit }), ...(upgradeUrl !== undefined && { upgradeUrl }) };
}

/** What Trakt says, with where a full account can be enlarged. */
function sentenceOf(error: TraktError): string {
  if (!isTraktError(error, "account-limit") && !isTraktError(error, "vip-required")) return error.message;
  const limit = isTraktError(error, "account-limit") && error.limit !== undefined ? ` It may hold ${error.limit}.` : "";
  return `${error.message}${limit}${error.upgradeUrl === undefined ? "" : ` ${error.upgradeUrl}`}`;
}

async function readBack(
  { clock, endpoint }: { readonly clock: Clock; readonly endpoint: Endpoint },
  batch: readonly PlacedOperation[],
  hooks: ApplyHooks,
  message: string,
): Promise<BatchResult> {
  const done = await endpoint.confirm(
    batch.map(({ operation }) => operation),
    hooks,
  );
  if (done === undefined) {
    const outcomes = batch.map(({ operation }) => toOutcome(clock, operation, "unknown", message));
    return { outcomes, retry: [], serviceFailed: true };
  }
  const applied = batch.filter(({ operation }) => done.has(operation.id));
  return {
    outcomes: applied.map(({ operation }) => toOutcome(clock, operation, "applied", "confirmed by reading it back")),
    retry: batch.filter(({ operation }) => !done.has(operation.id)),
  };
}
