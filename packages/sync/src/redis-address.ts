import { PaktError } from "./pakt-error.ts";

/** A Redis server and a database on it. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  /** `rediss:`: the connection is encrypted, and the server's certificate checked. */
  readonly isEncrypted: boolean;
  /** The number of the database. */
  readonly database: number;
  readonly username?: string;
  readonly password?: string;
  /** The address without user name and password: the only form in which it is ever shown. */
  readonly name: string;
}

const DEFAULT_PORT = 6379;

/**
 * Reads `PAKT_STORAGE_URL`: `redis://[[user]:password@]host[:port][/database]`, or `rediss://…`.
 *
 * @throws PaktError `usage`; its sentence holds nothing of the address, for there may be a password in any part of a broken one.
 */
export function parseStorageUrl(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "redis:" && url?.protocol !== "rediss:") {
    throw wrongUrl("is no address of a Redis server");
  }
  const database = /^\/?$|^\/(\d{1,6})$/.exec(url.pathname);
  if (url.hostname === "" || database === null || url.search !== "" || url.hash !== "") {
    throw wrongUrl("has more in it than a Redis server and the number of a database, or less");
  }
  const port = url.port === "" ? DEFAULT_PORT : Number(url.port);
  const number = Number(database[1] ?? 0);
  const username = decode(url.username);
  const password = decode(url.password);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port,
    isEncrypted: url.protocol === "rediss:",
    database: number,
    name: `${url.protocol}//${url.hostname}:${port}/${number}`,
    ...(username === "" ? {} : { username }),
    ...(password === "" ? {} : { password }),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // The error of the language would quote what it could not read.
    throw wrongUrl("has a user name or a password with a % that stands for nothing");
  }
}

function wrongUrl(what: string): PaktError {
  return new PaktError("usage", `PAKT_STORAGE_URL ${what}.`, {
    advice:
      "Give it as redis://host:6379/0 or rediss://user:password@host:6379/0, with %xx for /, ?, #, @ and % in a password.",
  });
}
