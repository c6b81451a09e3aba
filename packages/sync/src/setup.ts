import { createPlexAccount } from "@pakt/plex-sdk";
import { FIELDS } from "@pakt/sync-core";

import { isVip } from "./account-limits.ts";
import { readWrittenChoices } from "./change-config.ts";
import { explainNetwork } from "./examination.ts";
import { isSupportedLibrary, selectLibraries } from "./fetch-plex.ts";
import type { Home } from "./home.ts";
import { withInterrupt } from "./interrupt.ts";
import { openPlexClients, plexIdentity } from "./open-plex.ts";
import { openTrakt } from "./open-trakt.ts";
import { isPaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { nameOfPlexUser } from "./plex-user-name.ts";
import { listRuns } from "./past-runs.ts";
import type { StatusProblem } from "./status.ts";
import { syncedServers } from "./synced-servers.ts";
import { traktClientIdOf } from "./trakt-app.ts";
import { toTraktPaktError } from "./trakt-failure.ts";

/** What has to be done before pakt syncs by itself, in this order. */
export type SetupStepName = "plex" | "server" | "libraries" | "trakt-app" | "trakt" | "fields" | "first-sync";

/** How far a step is: derived from what is stored and from what the services say of it. */
export interface SetupStep {
  readonly name: SetupStepName;
  /** `unreachable`: it was done, and a service gives no answer that would show whether it still holds. */
  readonly state: "done" | "open" | "unreachable";
  /** What was chosen, a phrase for people: an account, an address, names of libraries. */
  readonly told?: string;
  /** The variable of the environment that decides it. */
  readonly variable?: string;
  /** Why a step that was done does not hold any more. */
  readonly problem?: StatusProblem;
}

/** Every step, and the one to do now. */
export interface Setup {
  readonly steps: readonly SetupStep[];
  /** Absent: all is done, the first sync as well. */
  readonly next?: SetupStepName;
}

/**
 * Finds out how far pakt is set up. Nothing is remembered for it: whoever was interrupted goes on where they stopped. Asks each service once;
 * what is wrong is in the steps and not thrown, but for broken files and `interrupted`.
 */
export function readSetup(home: Home, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<Setup> {
  return withInterrupt(
    signal,
    async () => {
      const [config, runs] = await Promise.all([readWrittenChoices(home), listRuns(home)]);
      const syncs = runs.filter(({ kind }) => kind === "sync" || kind === "apply");
      const hasSynced = syncs.length > 0;
      // Whoever has synced before has taken the defaults.
      const chosen = {
        libraries: hasSynced || config.plex?.["libraries"] !== undefined || config.plex?.["servers"] !== undefined,
        fields: hasSynced || config.fields !== undefined,
      };
      const [plex, server, trakt] = await Promise.all([
        readPlexStep(home, signal),
        readServerSteps(home, signal, chosen.libraries),
        readTraktSteps(home, signal),
      ]);
      // A sync goes on without plex.tv where the server takes the token.
      const isTaken = plex.state === "unreachable" && server[0].state === "done";
      const steps = [
        isTaken ? { ...plex, state: "done" as const } : plex,
        ...server,
        ...trakt,
        fieldsStep(home, chosen.fields),
        firstSyncStep(syncs.some(({ exitCode }) => exitCode === 0)),
      ];
      const next = steps.find(({ state }) => state !== "done")?.name;
      return { steps, ...(next !== undefined && { next }) };
    },
    { message: "The set-up was stopped.", advice: "What is done stays: pakt setup goes on from there." },
  );
}

async function readPlexStep(home: Home, signal: AbortSignal | undefined): Promise<SetupStep> {
  const { environment, credentials, tuning } = home;
  const token = await credentials.plexToken();
  if (token === undefined) return { name: "plex", state: "open" };
  const step = { name: "plex", ...variableOf("PAKT_PLEX_TOKEN", environment.plexToken) } as const;
  const account = createPlexAccount({
    ...(await plexIdentity(home)),
    token,
    plexTvUrl: environment.plexTvUrl,
    retry: { attempts: 2, baseMs: tuning.retryBaseMs },
  });
  try {
    return { ...step, state: "done", told: nameOfPlexUser(await account.user({ signal })) };
  } catch (error) {
    // A token of the environment may be one that only the server knows.
    return step.variable === undefined ? failed(step, error) : { ...step, state: "done" };
  }
}

async function readServerSteps(
  home: Home,
  signal: AbortSignal | undefined,
  isChosen: boolean,
): Promise<readonly [SetupStep, SetupStep]> {
  const { environment, credentials } = home;
  const open = { name: "libraries", state: isChosen ? "done" : "open" } as const;
  const servers = syncedServers(home);
  if (servers.length === 0) return [{ name: "server", state: "open" }, open];
  const told = servers.map(({ name, url }) => name ?? url).join(", ");
  const step = { name: "server", told, ...variableOf("PAKT_PLEX_URL", environment.plexUrl) } as const;
  if ((await credentials.plexToken()) === undefined) return [{ ...step, state: "done" }, open];
  try {
    const opened = await openPlexClients(home, () => undefined);
    // Asked once: somebody waits for it.
    const choices = await Promise.all(
      opened.servers.map(async ({ probe, libraries }) => selectLibraries(await probe.libraries({ signal }), libraries)),
    );
    return [{ ...step, state: "done" }, librariesStep(home, choices, isChosen)];
  } catch (error) {
    return [failed(step, error), open];
  }
}

function librariesStep({ config }: Home, choices: readonly LibraryChoice[], isChosen: boolean): SetupStep {
  const missing = choices.flatMap((choice) => choice.missing);
  const titles = choices.flatMap(({ selected }) => selected.filter(isSupportedLibrary).map(({ title }) => title));
  if (!isChosen || titles.length === 0) return { name: "libraries", state: "open" };
  const told = titles.join(", ");
  const { libraries, servers = [] } = config.plex;
  const isAll = [libraries, ...servers.map((server) => server.libraries)].every((choice) => choice === "all");
  return {
    name: "libraries",
    state: "done",
    told: isAll ? `all (${told})` : told,
    ...(missing.length > 0 && {
      problem: { message: `Chosen and not there: ${missing.join(", ")}.`, advice: "Choose again, or leave it so." },
    }),
  };
}

async function readTraktSteps(home: Home, signal: AbortSignal | undefined): Promise<readonly [SetupStep, SetupStep]> {
  const { environment, config } = home;
  const clientId = traktClientIdOf(home);
  if (clientId === undefined) {
    return [
      { name: "trakt-app", state: "open" },
      { name: "trakt", state: "open" },
    ];
  }
  const isOwn = environment.traktClientId !== undefined || config.trakt.clientId !== undefined;
  const app: SetupStep = {
    name: "trakt-app",
    state: "done",
    told: isOwn ? clientId : "the one that comes with pakt",
    ...variableOf("PAKT_TRAKT_CLIENT_ID", environment.traktClientId),
  };
  const step = { name: "trakt", ...variableOf("PAKT_TRAKT_ACCESS_TOKEN", environment.traktAccessToken) } as const;
  if ((await home.credentials.traktTokens()) === undefined) return [app, { name: "trakt", state: "open" }];
  try {
    const { trakt } = await openTrakt(home);
    const settings = await trakt.users.settings({ extended: "browsing", signal });
    return [app, { ...step, state: "done", told: `${settings.user.username}${isVip(settings) ? " (VIP)" : ""}` }];
  } catch (error) {
    return [app, failed(step, error)];
  }
}

function fieldsStep({ config }: Home, isChosen: boolean): SetupStep {
  if (!isChosen) return { name: "fields", state: "open" };
  const synced = FIELDS.filter((field) => config.fields[field].direction !== "off");
  return { name: "fields", state: "done", told: synced.length === 0 ? "nothing" : synced.join(", ") };
}

function firstSyncStep(isDone: boolean): SetupStep {
  return { name: "first-sync", state: isDone ? "done" : "open" };
}

/** What a failing service makes of a step. What cannot be expected, a bug of ours, is thrown. */
function failed(step: Omit<SetupStep, "state"> & { readonly name: keyof typeof WHERE }, error: unknown): SetupStep {
  const failure = step.name === "trakt" ? toTraktPaktError(error) : toPlexPaktError(error);
  if (!isPaktError(failure)) throw error;
  const { code, message, advice } = failure;
  const network = explainNetwork(failure);
  const problem =
    network === undefined
      ? { message, advice }
      : { message: `${WHERE[step.name]} gives no answer: ${network.message}.`, advice: network.advice };
  return { ...step, state: code === "sign-in-needed" ? "open" : "unreachable", problem };
}

type LibraryChoice = ReturnType<typeof selectLibraries>;

const WHERE = { plex: "plex.tv", server: "Your Plex server", trakt: "Trakt" } as const;

function variableOf(name: string, value: string | undefined): { readonly variable?: string } {
  return value === undefined ? {} : { variable: name };
}
