import type { PlexResource } from "./account-answers.ts";
import { createCaller } from "./call-plex.ts";
import { clientHeaders } from "./client-headers.ts";
import type { CallOptions, PlexClientOptions } from "./client-options.ts";
import { systemClock } from "./clock.ts";
import { toCandidates } from "./connection-candidates.ts";
import type { ConnectionCandidate } from "./connection-candidates.ts";
import { isPlexError } from "./plex-error.ts";
import type { PlexError, PlexErrorCode } from "./plex-error.ts";
import { identityContainer } from "./server-answers.ts";

/** Which server to look for, and how long. */
export interface ProbeOptions extends PlexClientOptions, CallOptions {
  readonly resource: PlexResource;
  /** For each connection; all are tried at the same time. Default 4000. */
  readonly timeoutMs?: number | undefined;
}

/** A connection that was tried. */
export interface ProbedConnection extends ConnectionCandidate {
  /** `ok`; `other-server` when somebody else answered there; else why it failed. */
  readonly outcome: "ok" | "other-server" | PlexErrorCode;
  /** What failed, where something did. */
  readonly error?: PlexError;
  readonly durationMs: number;
}

/** The best connection that works, and all that were tried, the most wanted first. */
export interface ProbeResult {
  /** Absent when none works. */
  readonly best?: ProbedConnection;
  readonly tried: readonly ProbedConnection[];
}

/**
 * Finds the best way to a server: local before remote before relay, and https before http. Sends no token, so a stranger on the same address
 * learns nothing; the answer must carry the `machineIdentifier` of the server. Failures are results; throws `aborted` only.
 */
export async function probeConnections(options: ProbeOptions): Promise<ProbeResult> {
  const { resource, timeoutMs = 4000, clock = systemClock } = options;
  const tried = await Promise.all(
    toCandidates(resource).map(async (candidate): Promise<ProbedConnection> => {
      const startedAt = clock.now();
      const outcome = await probe(candidate, { ...options, timeouts: { readMs: timeoutMs } });
      const durationMs = clock.now() - startedAt;
      if (typeof outcome === "string") return { ...candidate, outcome, durationMs };
      return { ...candidate, outcome: outcome.code, error: outcome, durationMs };
    }),
  );
  const best = tried.find((connection) => connection.outcome === "ok");
  return best === undefined ? { tried } : { best, tried };
}

async function probe(
  candidate: ConnectionCandidate,
  options: ProbeOptions,
): Promise<"ok" | "other-server" | PlexError> {
  try {
    const caller = createCaller({ ...options, baseUrl: candidate.url });
    const answer = await caller.read(
      { method: "GET", path: "/identity", headers: clientHeaders(options), retry: "once", signal: options.signal },
      identityContainer,
    );
    const isTheOne = answer.body.MediaContainer.machineIdentifier === options.resource.clientIdentifier;
    return isTheOne ? "ok" : "other-server";
  } catch (error) {
    if (!isPlexError(error) || error.code === "aborted") throw error;
    return error;
  }
}
