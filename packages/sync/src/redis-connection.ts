import { Redis } from "ioredis";

import type { RedisAddress } from "./redis-address.ts";
import { redisError, toRedisError } from "./redis-failure.ts";

/** A connection to one database. */
export interface RedisConnection {
  /** The server, as it may be shown. */
  readonly name: string;
  /**
   * Sends one command and gives its answer, over a new connection when the last one ended while nothing was under way. A command
   * is never sent twice.
   *
   * @throws PaktError `home-unusable` when the server cannot be reached, refuses, or does not answer in time.
   */
  send(command: string, ...values: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Connects to a Redis server and signs in. Throws as {@link RedisConnection.send} does. */
export async function connectToRedis(address: RedisAddress, timeoutMs: number): Promise<RedisConnection> {
  const { host, port, name } = address;
  const client = new Redis({
    host,
    port,
    ...(address.isEncrypted ? { tls: { servername: isIpAddress(host) ? "" : host } } : {}),
    lazyConnect: true,
    connectTimeout: timeoutMs,
    // Whoever disconnects has its answers, or waits for none.
    disconnectTimeout: 200,
    // What was not answered may have been carried out; to send it later, over what another run wrote since, would be worse.
    retryStrategy: () => null,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    enableReadyCheck: false,
    disableClientInfo: true,
  });
  let lastError: unknown;
  // Also keeps the client from printing what it cannot hand to anyone.
  client.on("error", (error: unknown) => (lastError = error));
  let opening: Promise<void> | undefined;

  async function open(): Promise<void> {
    lastError = undefined;
    try {
      await client.connect();
    } catch (error) {
      // The promise says only that the connection is closed, the event says why.
      throw toRedisError(lastError ?? error, name);
    }
    try {
      await signIn(client, timeoutMs, address);
    } catch (error) {
      client.disconnect();
      throw error;
    }
  }

  function ready(): Promise<void> {
    if (opening === undefined && client.status === "ready") return Promise.resolve();
    opening ??= open().finally(() => (opening = undefined));
    return opening;
  }

  const connection: RedisConnection = {
    name,
    send: async (command, ...values) => {
      await ready();
      try {
        return await ask(client, timeoutMs, [command, ...values]);
      } catch (error) {
        // A server that left one command without an answer gets no second one behind it.
        if (client.status === "ready" && !isAnswer(error)) client.disconnect();
        throw toRedisError(error, name);
      }
    },
    close: async () => {
      if (client.status === "end") return;
      const ended = new Promise((resolve) => client.once("end", resolve));
      client.disconnect();
      await ended;
    },
  };
  try {
    await ready();
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection;
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}

/** A server is asked for by its name, and an address is none (RFC 6066). */
function isIpAddress(host: string): boolean {
  return host.includes(":") || /^[\d.]+$/.test(host);
}

/** One command and its answer. The client has a time limit too, but one that keeps the process alive after a refusal. */
async function ask(client: Redis, timeoutMs: number, [command = "", ...values]: readonly string[]): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })), timeoutMs);
  });
  try {
    return await Promise.race([client.call(command, ...values), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Signs in and chooses the database by plain commands: the client's own way would tell of a refusal on the console, and go on. */
async function signIn(client: Redis, timeoutMs: number, address: RedisAddress): Promise<void> {
  const { username, password, database, name } = address;
  const send = async (words: readonly string[], refusal?: string): Promise<void> => {
    try {
      await ask(client, timeoutMs, words);
    } catch (error) {
      throw refusal !== undefined && isAnswer(error) ? redisError(refusal, name) : toRedisError(error, name);
    }
  };
  if (username !== undefined) await send(["AUTH", username, password ?? ""], "WRONGPASS");
  else if (password !== undefined) await send(["AUTH", password], "WRONGPASS");
  // The first command that a server refuses to someone who has not signed in.
  await send(["PING"]);
  if (database !== 0) await send(["SELECT", String(database)], `it has no database ${database}`);
}
