import type { ServerEvent } from "@pakt/contract";

/** An event with its place in the log. */
export interface LoggedEvent {
  readonly position: number;
  readonly event: ServerEvent;
}

/** What the run under way told so far, for everyone who follows, whenever they come. Nobody who reads slowly makes it longer. */
export interface EventLog {
  /** Forgets what was told before: another run begins. */
  begin(event: ServerEvent): void;
  append(event: ServerEvent): void;
  /** What was told after a position, oldest first. */
  after(position: number): readonly LoggedEvent[];
  /** Calls back at the next event. Gives what takes the call back. */
  onNext(listener: () => void): () => void;
  /** No more events: everyone is told once more. */
  close(): void;
  isClosed(): boolean;
}

/** Progress is told ten times a second at most: faster nobody reads. */
const GATHER_MS = 100;
/** Warnings and waits of a run that goes wrong at length: the oldest go. */
const MOST_EVENTS = 2000;

/** An empty log. */
export function createEventLog(): EventLog {
  let position = 0;
  let entries = new Map<string, LoggedEvent>();
  const listeners = new Set<() => void>();
  let gathering: NodeJS.Timeout | undefined;
  let closed = false;

  function tell(): void {
    clearTimeout(gathering);
    gathering = undefined;
    const waiting = [...listeners];
    listeners.clear();
    for (const listener of waiting) listener();
  }

  function add(event: ServerEvent): void {
    position += 1;
    const key = progressKey(event) ?? String(position);
    entries.delete(key);
    entries.set(key, { position, event });
    const [oldest] = entries.keys();
    if (entries.size > MOST_EVENTS && oldest !== undefined) entries.delete(oldest);
  }

  return {
    begin: (event) => {
      entries = new Map();
      add(event);
      tell();
    },
    append: (event) => {
      add(event);
      if (progressKey(event) === undefined) tell();
      else gathering ??= setTimeout(tell, GATHER_MS);
    },
    after: (last) => [...entries.values()].filter((entry) => entry.position > last),
    onNext: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      tell();
    },
    isClosed: () => closed,
  };
}

/** A progress takes the place of the one before it. */
function progressKey(event: ServerEvent): string | undefined {
  switch (event.type) {
    case "fetch-progress":
      return `fetch ${event.side} ${event.what}`;
    case "apply-progress":
      return `apply ${event.side}`;
    default:
      return undefined;
  }
}
