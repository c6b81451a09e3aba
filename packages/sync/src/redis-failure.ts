import { PaktError } from "./pakt-error.ts";

/** What the network or Redis said, in words; its code stands for the rest. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers there",
  ENOTFOUND: "this host name is not known",
  EAI_AGAIN: "this host name is not known",
  EHOSTUNREACH: "there is no way to that machine",
  ENETUNREACH: "there is no way to that machine",
  ETIMEDOUT: "no answer came in time",
  ECONNRESET: "the connection was lost",
  EPIPE: "the connection was lost",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another host's",
  NOAUTH: "it asks for a password",
  WRONGPASS: "it does not accept the user name or the password",
  NOPERM: "this user may not do there what pakt needs",
  OOM: "its memory is full",
  MISCONF: "it cannot save to its disk",
  READONLY: "it is a copy that can only be read",
  LOADING: "it is still starting",
  MOVED: "it is a part of a cluster, and pakt needs a single server",
};

const CHECK_URL = "Check PAKT_STORAGE_URL, then run again: nothing is lost.";
const CHECK_SERVER = "Mend that, then run again: nothing is lost.";

/** Codes that a person mends in the address and not on the server. */
const WRONG_ADDRESS: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "NOAUTH", "WRONGPASS", "NOPERM"]);

/**
 * A failure of Redis as PaktError `home-unusable`. Nothing of the error's own text is kept: Redis may quote the command, and a
 * command holds credentials.
 */
export function toRedisError(error: unknown, server: string): PaktError {
  return redisError(codeOf(error), server);
}

/** The same for a reason that no code stands for. */
export function redisError(codeOrReason: string, server: string): PaktError {
  const reason = REASONS[codeOrReason] ?? codeOrReason;
  return new PaktError("home-unusable", `The state at ${server} cannot be used: ${reason}.`, {
    advice: WRONG_ADDRESS.has(codeOrReason) ? CHECK_URL : CHECK_SERVER,
  });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "ECONNRESET";
  // An answer of Redis begins with its code: `WRONGPASS invalid username-password pair`.
  if (error.name === "ReplyError") return /^[A-Z]+\b/.exec(error.message)?.[0] ?? "ERR";
  if ("code" in error && typeof error.code === "string") return error.code;
  // All that the client itself says without a code is that the connection is gone.
  return "ECONNRESET";
}
