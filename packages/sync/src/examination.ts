/** What was looked at. */
export type Subject =
  | "node"
  | "home"
  | "files"
  | "plex"
  | "libraries"
  | "plex-account"
  | "watchlist"
  | "trakt"
  | "clocks";

/** One thing that was looked at, and what was found. */
export interface Check {
  readonly subject: Subject;
  /** `bad` keeps pakt from syncing; `warning` does not, but should be known. */
  readonly status: "good" | "warning" | "bad";
  /** One sentence. */
  readonly message: string;
  /** What to do, where there is something. */
  readonly advice?: string;
}

/** Says why no answer came, and what to do, by the error that the system or TLS gave; `undefined` for other failures. */
export function explainNetwork(error: unknown): { readonly message: string; readonly advice: string } | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 6; current = current.cause, depth += 1) {
    const code = "code" in current ? String(current.code) : "";
    const known = CAUSES.find(({ codes }) => codes.test(code));
    if (known !== undefined) return { message: `${known.message} (${code})`, advice: known.advice };
  }
  return undefined;
}

const CAUSES: readonly { readonly codes: RegExp; readonly message: string; readonly advice: string }[] = [
  {
    codes: /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME)$/,
    message: "its name cannot be resolved",
    advice: "Check the address for a mistake, and the DNS of this machine.",
  },
  {
    codes: /^ECONNREFUSED$/,
    message: "nothing listens at that address",
    advice: "Check that it runs, and the port (Plex: 32400).",
  },
  {
    codes: /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/,
    message: "it cannot be reached from here",
    advice: "Check the network, firewalls, and, in a container, that it may reach that address.",
  },
  {
    codes: /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/,
    message: "its certificate or its encryption is not accepted",
    advice:
      "Use the address that its certificate is for, http where there is none, or NODE_EXTRA_CA_CERTS for an authority of your own.",
  },
  {
    codes: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    message: "it cut the connection",
    advice: "Check the address (http or https?) and any proxy on the way.",
  },
];
