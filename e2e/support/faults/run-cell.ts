import { differences, doubledPlays } from "../differences.ts";
import { runSync } from "../run-in-process.ts";
import type { Services } from "../start-services.ts";
import { endOfRun, faultsOfSpeech } from "./end-of-run.ts";
import type { EndOfRun } from "./end-of-run.ts";
import { endpointOf } from "./endpoint-of.ts";
import { FAULTS } from "./fault-kinds.ts";
import type { FaultName } from "./fault-kinds.ts";
import type { FaultScene } from "./fault-scene.ts";
import { lostEntries, stateOfServices } from "./state-of-services.ts";
import type { Errand, Undisturbed } from "./undisturbed.ts";
import { withErrand } from "./with-errand.ts";

/** Where the matrix is looked at. */
export interface Cell {
  readonly errand: Errand;
  readonly endpoint: string;
  readonly fault: FaultName;
  /** The first request of the endpoint, or each of the run. */
  readonly extent: "once" | "every";
}

/** What a cell came to. */
export interface CellEnd {
  readonly exitCode: EndOfRun["exitCode"];
  /** What was not as it must be whatever the fault, a line each. */
  readonly broken: readonly string[];
}

const REFRESH = "POST /oauth/token";
/** Its first request goes wrong in any case: it finds out that the sign-in has expired. */
const FIRST_OF_ALL = "GET /sync/last_activities";
const DAY_MS = 24 * 3_600_000;
const SECRETS = ["in-memory-plex-token", "in-memory-client", "access-", "refresh-"];

/** Runs an errand with a fault, and then without, until there is nothing left to do. */
export function runCell(cell: Cell, undisturbed: Undisturbed): Promise<CellEnd> {
  return withErrand(cell.errand, async (scene, run) => {
    const { services, clock, placed } = scene;
    const wasHit = spoil(services, cell);
    const end = await endOfRun(run);
    const broken = [
      ...(wasHit() ? [] : ["no request met the fault"]),
      ...faultsOfSpeech(end, SECRETS),
      ...lostEntries(stateOfServices(services), undisturbed).map((entry) => `taken back by nobody: ${entry}`),
    ];
    services.plex.intercept();
    services.trakt.intercept();

    const env = cell.endpoint === REFRESH ? await signInAgainIfNeeded(scene) : {};
    const next = await endOfRun((onEvent) => run(onEvent, env));
    if (end.hasUnmatched) {
      scene.pass(2 * DAY_MS);
      await runSync(services, { clock, env });
    }
    const last = await runSync(services, { clock, env, listOperations: true });
    const now = stateOfServices(services);
    broken.push(
      ...(next.exitCode === 0 ? [] : [`the next run ended with ${next.exitCode}: ${next.sentences.join("; ")}`]),
      ...(last.exitCode === 0 ? [] : [`the last run ended with ${last.exitCode}`]),
      ...(last.operations ?? []).map(({ id }) => `still to do: ${id}`),
      ...[...now].filter((entry) => !undisturbed.after.has(entry)).map((entry) => `too much: ${entry}`),
      ...[...undisturbed.after].filter((entry) => !now.has(entry)).map((entry) => `missing: ${entry}`),
      ...(cell.errand === "sync" ? differences(services, placed) : []),
      ...doubledPlays(services).map((play) => `doubled: ${play}`),
      ...markedTwice(services),
      ...services.plex.violations,
      ...services.trakt.violations,
    );
    return { exitCode: end.exitCode, broken };
  });
}

/** Lets requests of an endpoint go wrong; tells whether one has. */
function spoil({ plex, trakt }: Services, { endpoint, fault, extent }: Cell): () => boolean {
  const { phase, ...kinds } = FAULTS[fault];
  let seen = 0;
  let hits = 0;
  const isIt = (request: { readonly method: string; readonly path: string; readonly phase: string }): boolean => {
    if (request.phase !== phase || endpointOf(request) !== endpoint) return false;
    seen += 1;
    if (extent === "once" && seen !== (endpoint === FIRST_OF_ALL ? 2 : 1)) return false;
    hits += 1;
    return true;
  };
  plex.intercept((request) => (isIt(request) ? kinds.plex : undefined));
  trakt.intercept((request) => (isIt(request) ? kinds.trakt : undefined));
  return () => hits > 0;
}

/** Refresh tokens work once: where the answer to a refresh was lost, the person has to sign in again. */
async function signInAgainIfNeeded({ services, clock }: FaultScene): Promise<Services["env"]> {
  const dry = await endOfRun(() => runSync(services, { clock, dryRun: true }));
  if (dry.exitCode !== 5) return {};
  const { accessToken, refreshToken = "" } = services.trakt.tokens.issue();
  return { PAKT_TRAKT_ACCESS_TOKEN: accessToken, PAKT_TRAKT_REFRESH_TOKEN: refreshToken };
}

function markedTwice({ plex }: Services): readonly string[] {
  const { scrobbles } = plex;
  return scrobbles.filter((key, position) => scrobbles.indexOf(key) !== position).map((key) => `marked twice: ${key}`);
}
