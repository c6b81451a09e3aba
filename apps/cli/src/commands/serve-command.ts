import { defineCommand } from "../command.ts";
import type { CliContext } from "../cli-context.ts";
import { explainFailure } from "../explain-failure.ts";
import { renderEndedRun, renderServing } from "../render/render-serving.ts";

/** `pakt serve`: keeps both sides the same around the clock. Ends when it is asked to stop. */
export const serveCommand = defineCommand({
  name: "serve",
  summary: "keep both sides the same around the clock",
  args: {
    host: {
      type: "string",
      default: "",
      valueHint: "ADDRESS",
      description: "where to listen (default 127.0.0.1: this machine alone; PAKT_HOST)",
    },
    port: { type: "string", default: "", valueHint: "PORT", description: "default 8080 (PAKT_PORT)" },
    "base-path": {
      type: "string",
      default: "",
      valueHint: "PATH",
      description: "where it stands behind a proxy, e.g. /pakt (PAKT_BASE_PATH)",
    },
    "allow-host": {
      type: "string",
      default: "",
      valueHint: "NAME,NAME",
      description: "names to answer to beside addresses and this machine's own (PAKT_ALLOWED_HOSTS)",
    },
    "trust-proxy": {
      type: "string",
      default: "",
      valueHint: "ADDRESS,ADDRESS",
      description: "proxies whose X-Forwarded headers are believed (PAKT_TRUSTED_PROXIES)",
    },
    "reset-password": {
      type: "boolean",
      default: false,
      description: "forget the password and every session, and print a new set-up token",
    },
    json: { type: "boolean", default: false, description: "print where it serves as one JSON document" },
  },
  examples: [
    ["pakt serve", "on this machine, port 8080"],
    ["pakt serve --host 0.0.0.0 --port 9090", "for the whole network"],
    ["pakt serve --base-path /pakt --trust-proxy 127.0.0.1", "behind a proxy on this machine"],
    ["pakt serve --reset-password", "when the password is forgotten"],
  ],
  run: async (args, context) => {
    const { serve } = await import("@pakt/server");
    const { env, userHome, product, profile, stdout, stderr, signal } = context;
    const server = await serve({
      home: { env, userHome, product, profile },
      ...(args.host === "" ? {} : { host: args.host }),
      ...(args.port === "" ? {} : { port: readPort(args.port) }),
      ...(args["base-path"] === "" ? {} : { basePath: args["base-path"] }),
      ...(args["allow-host"] === "" ? {} : { allowedHosts: splitList(args["allow-host"]) }),
      ...(args["trust-proxy"] === "" ? {} : { trustedProxies: splitList(args["trust-proxy"]) }),
      resetPassword: args["reset-password"],
      onRunEnd: (ended) => stderr.lines([renderEndedRun(ended)]),
      onUnexpected: (error) => void sayUnexpected(error, context),
    });
    const { url, isOpen, setUpToken } = server;
    stdout.lines(
      args.json
        ? [JSON.stringify({ url, ...(setUpToken === undefined ? {} : { setUpToken }) }, undefined, 2)]
        : renderServing({ url, isOpen, setUpToken }, stdout.style),
    );
    await untilAborted(signal);
    stderr.lines(["Stopping safely. Press Ctrl-C again to stop at once."]);
    await server.close();
    return 0;
  },
});

function splitList(word: string): readonly string[] {
  return word
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What is no number is left for the server to refuse. */
function readPort(word: string): number {
  return /^\d+$/.test(word) ? Number(word) : Number.NaN;
}

async function sayUnexpected(error: unknown, { stderr }: CliContext): Promise<void> {
  const { message, stack } = await explainFailure(error);
  stderr.lines([`${new Date().toISOString()} ${message}`, ...(stack === undefined ? [] : [stderr.style.dim(stack)])]);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
