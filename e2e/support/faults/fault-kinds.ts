import type { Fault as PlexFault } from "@pakt/plex-sdk/testing";
import type { Fault as TraktFault } from "@pakt/trakt-sdk/testing";

/** A way for a request to go wrong. */
export interface FaultKind {
  readonly plex: PlexFault;
  readonly trakt: TraktFault;
  /** Whether the request has taken effect when its answer goes wrong. */
  readonly phase: "before" | "after";
}

const page = "<!DOCTYPE html><html><body>Sorry</body></html>";
const status = (code: number, headers: Readonly<Record<string, string>> = {}): FaultKind => {
  const fault = { kind: "status", status: code, headers } as const;
  return { plex: fault, trakt: fault, phase: "before" };
};
const same = (kind: "reset" | "half-json" | "html" | "hang", phase: FaultKind["phase"]): FaultKind => {
  const fault = { kind } as const;
  return { plex: fault, trakt: fault, phase };
};
const FORBIDDEN = { kind: "status", status: 403, body: page, contentType: "text/html" } as const;

/** Every fault by its name, in the order of the columns. A 403 comes with a web page, as from a network's edge. */
export const FAULTS = {
  "401": status(401),
  "403": { plex: FORBIDDEN, trakt: FORBIDDEN, phase: "before" },
  "404": status(404),
  "409": status(409),
  "413": status(413),
  "420": status(420, { "x-upgrade-url": "https://trakt.tv/vip" }),
  "423": status(423),
  "426": status(426, { "x-upgrade-url": "https://trakt.tv/vip" }),
  "429": status(429, { "retry-after": "1" }),
  "500": status(500),
  "502": status(502),
  "503": status(503),
  "504": status(504),
  "520": status(520),
  reset: same("reset", "before"),
  "lost answer": same("reset", "after"),
  "half JSON": same("half-json", "after"),
  page: same("html", "before"),
  hang: same("hang", "after"),
  drip: { plex: { kind: "drip" }, trakt: { kind: "drip", bytes: 1, intervalMs: 50 }, phase: "after" },
} as const satisfies Readonly<Record<string, FaultKind>>;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;

/** The faults, in the order of the columns. */
export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[]; // Just defined, with these names.

/** Those that end by the client's patience, and not by an answer. */
export const SILENT: ReadonlySet<FaultName> = new Set<FaultName>(["hang", "drip"]);
