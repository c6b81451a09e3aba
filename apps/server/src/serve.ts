import { randomBytes } from "node:crypto";

import { lockServer, openHome, PaktError, readServerMemory, writeServerMemory } from "@pakt/sync";
import type { Home, OpenHomeOptions } from "@pakt/sync";
import { serve as listen } from "h3";

import { createAccessDesk } from "./access/access-desk.ts";
import { createAccessHandlers } from "./handlers/access-handlers.ts";
import { createConnectionHandlers } from "./handlers/connection-handlers.ts";
import { createHealthHandlers } from "./handlers/health-handlers.ts";
import { createRunHandlers } from "./handlers/run-handlers.ts";
import { createSettingsHandlers } from "./handlers/settings-handlers.ts";
import { createStatusHandlers } from "./handlers/status-handlers.ts";
import { createApp } from "./http/create-app.ts";
import { readPlace } from "./http/read-place.ts";
import type { Place } from "./http/read-place.ts";
import { createRequestGuard } from "./http/request-guard.ts";
import { readStaticFiles } from "./http/static-files.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { createRequestTally } from "./metrics/request-tally.ts";
import { createEventLog } from "./runs/event-log.ts";
import { createPlanShelf } from "./runs/plan-shelf.ts";
import { createRunDesk } from "./runs/run-desk.ts";
import type { EndedRun } from "./runs/run-desk.ts";
import { runScheduled } from "./schedule/run-scheduled.ts";
import { createScheduler } from "./schedule/scheduler.ts";
import { createServerStore } from "./server-store.ts";
import { createSignInDesk } from "./sign-in-desk.ts";
import { createStatusDesk } from "./status-desk.ts";

/** What is served, and where. */
export interface ServeOptions extends Place {
  /** How the home is opened, each time that something is done with it. */
  readonly home: OpenHomeOptions;
  /** The folder of the page. */
  readonly page?: string | undefined;
  /** Forgets the password and all sessions first, so that a new one can be chosen. */
  readonly resetPassword?: boolean | undefined;
  /** Told of each run that ended. */
  readonly onRunEnd?: (ended: EndedRun) => void;
  /** Told of what nobody expected. */
  readonly onUnexpected: (error: unknown) => void;
}

/** A server that answers. */
export interface RunningServer {
  /** Its address on this machine, with the base path. */
  readonly url: string;
  /** Whether other machines can reach it. */
  readonly isOpen: boolean;
  /** What lets a person choose the password; absent when one was chosen. */
  readonly setUpToken?: string;
  /** Lets the batch in flight end, tells everyone, and stops. What runs is recorded. */
  close(): Promise<void>;
}

/**
 * Serves a home: API, events and schedule.
 *
 * @throws PaktError what opening a home throws, `server-active` when another server serves this home, `failed` when the port is taken, and
 * `usage` for an address that is not this machine's. Nothing is left behind then.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const home = await openHome(options.home);
  try {
    const lock = await lockServer(home);
    try {
      return await serveHome(options, home, () => lock.release());
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    await home.close();
    throw error;
  }
}

/** How long an answer may take to be read when the server ends. */
const PATIENCE_MS = 3000;

async function serveHome(options: ServeOptions, home: Home, release: () => Promise<void>): Promise<RunningServer> {
  const { onUnexpected } = options;
  const { product } = options.home;
  const { host, port, basePath, allowedHosts, trustedProxies } = readPlace(options, home.environment);
  const now = (): number => home.clock.now();
  const startedAt = new Date(now()).toISOString();
  const boot = randomBytes(6).toString("base64url").replaceAll(/[^\w]/g, "x");

  const tally = createRequestTally(home.environment, options.home.fetch);
  const withHome = async <T>(work: (opened: Home) => Promise<T>): Promise<T> => {
    const opened = await openHome({ ...options.home, fetch: tally.fetch });
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  };

  const store = createServerStore(await readServerMemory(home), (memory) => writeServerMemory(home, memory));
  if (options.resetPassword === true) {
    await store.change(({ password: _, ...memory }) => ({ ...memory, sessions: [] }));
  }
  const access = createAccessDesk(store, now);
  const setUpToken = access.openSetUp();
  const status = createStatusDesk({ withHome, now, onUnexpected });
  const metrics = createMetrics(tally);
  const log = createEventLog();
  const shelf = createPlanShelf(now);
  const desk = createRunDesk({
    withHome,
    log,
    now,
    onEnd: (ended, report) => {
      metrics.noteRun(ended, report);
      status.noteRun();
      options.onRunEnd?.(ended);
    },
    onUnexpected,
  });
  const scheduler = createScheduler({
    store,
    run: () => runScheduled(desk),
    now,
    random: Math.random,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    onUnexpected,
  });
  const signIns = createSignInDesk({ withHome, onChange: () => status.forget(), onUnexpected });

  const facts = { version: product.version, startedAt };
  const app = createApp({
    handlers: {
      ...createHealthHandlers({ ...facts, metrics, desk, status }),
      ...createAccessHandlers(access),
      ...createStatusHandlers({ ...facts, desk, status, scheduler }),
      ...createRunHandlers({ withHome, desk, shelf, log, boot }),
      ...createSettingsHandlers({ withHome, status, scheduler }),
      ...createConnectionHandlers({ withHome, status, signIns }),
    },
    access,
    guard: createRequestGuard(allowedHosts),
    files: await readStaticFiles(options.page),
    basePath,
    onUnexpected,
  });

  const server = listen(app, {
    hostname: host,
    port,
    manual: true,
    silent: true,
    gracefulShutdown: false,
    // Longer than proxies keep a connection (60 s): who ends it first must not be the one that is asked.
    node: { keepAliveTimeout: 75_000 },
    trustProxy: [...trustedProxies],
  });
  try {
    await server.serve();
  } catch (error) {
    throw toListenError(error, host, port);
  }
  scheduler.start();
  status.knownAccounts();

  return {
    url: `${addressOf(server.url ?? "")}${basePath}/`,
    isOpen: !/^(127\.|::1$|localhost$)/.test(host),
    ...(setUpToken === undefined ? {} : { setUpToken }),
    close: async () => {
      const stopped = scheduler.stop();
      await Promise.all([desk.close(), signIns.close(), stopped]);
      // Followers are told of the run's end before they are let go.
      log.close();
      // Whoever does not take their answer in time is not waited for.
      const patience = setTimeout(() => void server.close(true), PATIENCE_MS);
      await server.close().finally(() => clearTimeout(patience));
      await store.settled();
      await release();
      await home.close();
    },
  };
}

/** Nobody can open "every address": this machine's own stands for it. */
function addressOf(url: string): string {
  return url.replace(/\/+$/, "").replace(/\/\/(0\.0\.0\.0|\[::\])(?=:|$)/, "//127.0.0.1");
}

function toListenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const cause = { cause: error };
  switch (code) {
    case "EADDRINUSE":
      return new PaktError("failed", `The port ${port} of ${host} is taken by another program.`, {
        advice: "Choose another: pakt serve --port PORT (PAKT_PORT).",
        ...cause,
      });
    case "EACCES":
      return new PaktError("failed", `This user may not open the port ${port}.`, {
        advice: "Choose one above 1023: pakt serve --port PORT (PAKT_PORT).",
        ...cause,
      });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new PaktError("usage", `${host} is no address of this machine.`, {
        advice: "Use 127.0.0.1 for this machine alone, or 0.0.0.0 for every network (PAKT_HOST).",
        ...cause,
      });
    default:
      return error;
  }
}
