import { randomUUID } from "node:crypto";
import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";

import type { Clock } from "./clock.ts";
import { storedHolder } from "./lock-holder.ts";
import type { LockHolder, StoredHolder } from "./lock-holder.ts";
import { makeFolder } from "./make-folder.ts";

/** A lock that is held. Releasing twice does nothing. */
export interface Lock {
  release(): Promise<void>;
}

/** How to ask for a lock. */
export interface LockRequest {
  /** The lock file. It exists while the lock is held. */
  readonly path: string;
  readonly clock: Clock;
  /** How long to wait for another holder, milliseconds. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Called once, when the lock is held by another and the wait begins. */
  readonly onWait?: (holder: LockHolder) => void;
}

const POLL_MS = 250;
const HEARTBEAT_MS = 15_000;
/** A holder without a heartbeat for so long is dead: its machine cannot be asked, or its pid is another process's by now. */
const DEAD_AFTER_MS = 300_000;
/** A machine that slept gives its processes so long to beat again before that counts. */
const WAKE_UP_MS = 2 * HEARTBEAT_MS;

/** Tokens of the locks that this process holds: a file with our pid and another's token was left by an earlier process of that pid. */
const held = new Set<string>();

/**
 * Takes a lock that processes share. One that a dead process left heals: its pid is gone, or it is ours without our token (a
 * restarted container often gets the same pid), or its heartbeat has stopped.
 *
 * @returns the lock, or its holder when it was not free within `waitMs`.
 * @throws the file system's own error when the folder cannot be written; the signal's reason when aborted.
 */
export async function acquireLock(request: LockRequest): Promise<Lock | LockHolder> {
  const { path, clock, waitMs, signal, onWait } = request;
  await makeFolder(dirname(path));
  const token = randomUUID();
  const startedAt = clock.now();
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    if (await create(path, token, clock)) return heldLock(path, token);
    const holder = await readHolder(path);
    if (holder !== undefined && (await isDead(path, holder, { clock, startedAt }))) {
      await heal(path, holder, clock);
      continue;
    }
    if (holder !== undefined && clock.now() >= startedAt + waitMs) return holder;
    if (holder !== undefined && !told) {
      told = true;
      onWait?.(holder);
    }
    await clock.sleep(POLL_MS, signal);
  }
}

/** Whether {@link acquireLock} gave the lock and not its holder. */
export function isLock(result: Lock | LockHolder): result is Lock {
  return "release" in result;
}

/** Who holds a lock, as far as this machine can tell; `undefined` when nobody does, or a process that is gone. */
export async function findHolder(path: string): Promise<LockHolder | undefined> {
  const holder = await readHolder(path);
  return holder === undefined || isGone(holder) ? undefined : holder;
}

async function create(path: string, token: string, clock: Clock): Promise<boolean> {
  const holder: StoredHolder = {
    pid: process.pid,
    host: hostname(),
    since: new Date(clock.now()).toISOString(),
    token,
  };
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(JSON.stringify(holder));
    await file.close();
    held.add(token);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function heldLock(path: string, token: string): Lock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A heartbeat that fails is seen by nobody on this machine; the next one tries again.
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      if (!held.delete(token)) return;
      const holder = await readHolder(path);
      // One that cannot be removed any more is nobody's: what the run came to must not be lost with it.
      if (holder?.token === token) await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/** `undefined`: gone, or created and not yet written. */
async function readHolder(path: string): Promise<StoredHolder | undefined> {
  try {
    return storedHolder.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return emptyHolder(path);
  }
}

/** A lock file without content: a holder that died between creating and writing it, once it is old enough. */
async function emptyHolder(path: string): Promise<StoredHolder | undefined> {
  const file = await stat(path).catch(() => undefined);
  if (file === undefined || Date.now() - file.mtimeMs < 5000) return undefined;
  return { pid: 0, host: hostname(), since: file.mtime.toISOString(), token: "" };
}

interface Waiting {
  readonly clock: Clock;
  /** When the wait for the lock began, epoch milliseconds. */
  readonly startedAt: number;
}

async function isDead(path: string, holder: StoredHolder, waiting: Waiting): Promise<boolean> {
  const isOurs = holder.host === hostname() && holder.pid === process.pid;
  return isGone(holder) || (!isOurs && isSilent(path, waiting));
}

/** Whether it was a process of this machine that is not there any more. */
function isGone({ host, pid, token }: StoredHolder): boolean {
  if (host !== hostname()) return false;
  return pid === process.pid ? !held.has(token) : pid <= 0 || !isRunning(pid);
}

/** Whether the holder has not beaten for long, nor while we waited. */
async function isSilent(path: string, { clock, startedAt }: Waiting): Promise<boolean> {
  const file = await stat(path).catch(() => undefined);
  const now = clock.now();
  return file !== undefined && now - file.mtimeMs > DEAD_AFTER_MS && now - startedAt >= WAKE_UP_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs and is another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Removes a dead holder's file. Two processes may see it at once: only the one that holds the healing file may, and only that holder's. */
async function heal(path: string, dead: StoredHolder, clock: Clock): Promise<void> {
  const healing = `${path}.healing`;
  try {
    await (await open(healing, "wx", 0o600)).close();
  } catch {
    const file = await stat(healing).catch(() => undefined);
    if (file !== undefined && clock.now() - file.mtimeMs > 10_000) await rm(healing, { force: true });
    await clock.sleep(POLL_MS);
    return;
  }
  try {
    const holder = await readHolder(path);
    if (holder?.token === dead.token) await rm(path, { force: true });
  } finally {
    await rm(healing, { force: true });
  }
}
