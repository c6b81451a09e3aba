import { describeError, stacksOf } from "./describe-error.ts";
import type { Home } from "./home.ts";
import { reasonOfWrite } from "./home-failure.ts";
import { createLogFile } from "./log-file.ts";
import { isLogged } from "./log-level.ts";
import type { LogLevel } from "./log-level.ts";
import { logPathOf } from "./log-path.ts";
import { isPaktError } from "./pakt-error.ts";
import { createRedactor } from "./redactor.ts";
import type { Redactor } from "./redactor.ts";

/** What happened, a line each. */
export interface Log {
  readonly path: string;
  /** Adds a line, redacted. Never throws. */
  write(level: LogLevel, event: string, facts?: Readonly<Record<string, unknown>>): void;
  /** Adds what was thrown, with its stack and causes. */
  writeError(error: unknown): void;
}

/**
 * The log of a home, in its folder also where the state is elsewhere. All that goes into it goes through the home's redactor.
 * `onUnwritable` is called once with a sentence when it cannot be written: nothing that is worth logging should fail for its log.
 */
export function openLog(
  { folder, environment, redactor, clock }: Home,
  onUnwritable: (message: string) => void = () => undefined,
): Log {
  const most = environment.logLevel ?? "info";
  const file = createLogFile(logPathOf(folder));
  let isTold = false;
  const write: Log["write"] = (level, event, facts = {}) => {
    if (!isLogged(level, most)) return;
    const head = { at: new Date(clock.now()).toISOString(), level, pid: process.pid, event };
    try {
      file.append(JSON.stringify({ ...head, ...redacted(redactor, facts) }));
    } catch (error) {
      if (isTold) return;
      isTold = true;
      onUnwritable(
        `The log ${file.path} cannot be written: ${reasonOfWrite(error)}. All else goes on; PAKT_LOG_LEVEL=off does without a log.`,
      );
    }
  };
  return {
    path: file.path,
    write,
    writeError: (error) => {
      if (typeof error === "object" && error !== null) logged.set(error, redactor);
      write("error", "failure", describeError(error));
    },
  };
}

function redacted(redactor: Redactor, facts: Readonly<Record<string, unknown>>): object {
  const left = redactor.value(facts);
  return typeof left === "object" && left !== null ? left : {};
}

/** What is in a log already, with the redactor of the home that it ended some work with. */
const logged = new WeakMap<object, Redactor>();

/** Logs what ended some work with a home, unless it is in the log already as the end of a run, or just wrong usage. Never throws. */
export function logFailure(home: Home, error: unknown): void {
  const isKnown = typeof error === "object" && error !== null && logged.has(error);
  if (isKnown) return;
  if (typeof error === "object" && error !== null) logged.set(error, home.redactor);
  if (isPaktError(error) && error.code === "usage") return;
  openLog(home).writeError(error);
}

/**
 * What anything that was thrown says of itself, and its stack with those of its causes, without secrets: those that the home knew with
 * which it ended, and what stands where secrets stand.
 */
export function describeThrown(thrown: unknown): { readonly message: string; readonly stack: string } {
  const home = typeof thrown === "object" && thrown !== null ? logged.get(thrown) : undefined;
  const redactor = home ?? createRedactor();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { message: redactor.text(message), stack: redactor.text(stacksOf(thrown).join("\nCaused by: ")) };
}
