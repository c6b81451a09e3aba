import type { Operation } from "@pakt/sync-core";

import { applyToPlex, isServerOperation } from "./apply-to-plex.ts";
import type { PlexOperation } from "./apply-to-plex.ts";
import type { Clock } from "./clock.ts";
import type { ReadableServer } from "./fetch-servers.ts";
import { serverOfRef, toServerOfRef } from "./plex-ref.ts";
import type { ApplyHooks, ApplyResult } from "./replica.ts";
import { sideBySide } from "./side-by-side.ts";
import { toOutcome } from "./to-outcome.ts";

/** A media server that is written to. */
export interface WritableServer extends ReadableServer {
  /** The server's own time, epoch milliseconds. */
  readonly serverNow: () => number;
}

/** What writing to servers stands on. */
interface Context {
  readonly servers: readonly WritableServer[];
  readonly clock: Clock;
  /** Writes under way at once on each server. */
  readonly concurrency: number;
}

/** Writes each operation to the server that its copy is on, side by side. One server that stops leaves the others to be written. */
export async function applyToServers(
  { servers, clock, concurrency }: Context,
  operations: readonly Operation[],
  hooks: ApplyHooks,
): Promise<ApplyResult> {
  const left = new Set(operations.filter(isServerOperation));
  const tasks = servers.map((server) => {
    const own = [...left].filter(({ ref }) => isOn(server, ref));
    for (const operation of own) left.delete(operation);
    return async (signal: AbortSignal): Promise<ApplyResult> => {
      const result = await applyToPlex({ ...server, clock, concurrency }, own, { ...hooks, signal });
      return servers.length === 1 ? result : named(result, server);
    };
  });
  const results = await sideBySide(hooks.signal, tasks);
  await refuse(clock, [...left], hooks);
  const stops = results.flatMap(({ stopped }) => stopped ?? []);
  const [first] = stops;
  if (first === undefined) return {};
  const worst = stops.find(({ code }) => code === "sign-in-needed") ?? first;
  const messages = new Set(stops.map(({ message }) => message));
  return { stopped: { code: worst.code, message: [...messages].join("; ") } };
}

/** Whether a copy is on a server. The one server of which no id is known holds whatever there is. */
export function isOn({ id }: ReadableServer, ref: string | undefined): boolean {
  return id === undefined || serverOfRef(ref ?? "") === toServerOfRef(id);
}

function named(result: ApplyResult, { name, id }: WritableServer): ApplyResult {
  const { stopped } = result;
  if (stopped === undefined || stopped.code === "interrupted") return result;
  return { stopped: { ...stopped, message: `${name ?? id ?? ""}: ${stopped.message}` } };
}

/** A copy's number means another title on another server. */
async function refuse(clock: Clock, operations: readonly PlexOperation[], hooks: ApplyHooks): Promise<void> {
  if (operations.length === 0) return;
  await hooks.onIntent(operations);
  await hooks.onOutcomes(
    operations.map((operation) => toOutcome(clock, operation, "failed", "its Plex server is not synced")),
  );
}
