import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpHandler } from "msw";
import { getResponse } from "msw";

/** A service on a loopback port. */
export interface Listening {
  /** E.g. `http://127.0.0.1:43127`. */
  readonly url: string;
  /** Where Discover is: `url` with a path. */
  readonly discoverUrl: string;
  /** Stops listening and cuts every open connection. */
  readonly close: () => Promise<void>;
}

/** Serves msw handlers on a loopback port: real HTTP for the same handlers that tests use in-process. */
export async function listen(
  handlers: readonly HttpHandler[],
  options: {
    readonly port?: number | undefined;
    readonly host?: "127.0.0.1" | undefined;
    /** Epoch milliseconds: what the `Date` header of its answers tells. */
    readonly now: () => number;
    /** Told of requests that no handler wanted; they are answered 404. */
    readonly onUnknown: (request: Request) => void;
  },
): Promise<Omit<Listening, "discoverUrl">> {
  const host = options.host ?? "127.0.0.1";
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    const request = await toRequest(incoming, gone.signal);
    const response = await getResponse([...handlers], request);
    if (response === undefined) options.onUnknown(request);
    if (response?.type === "error") {
      outgoing.destroy();
      return;
    }
    outgoing.setHeader("date", new Date(options.now()).toUTCString());
    await send(response ?? new Response("<html><body><h1>404 Not Found</h1></body></html>", { status: 404 }), outgoing);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The in-memory Plex has no port.");
  return {
    url: `http://${host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function toRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const method = incoming.method ?? "GET";
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array<ArrayBuffer>); // A request without encoding yields bytes.
  const hasBody = method !== "GET" && method !== "HEAD" && chunks.length > 0;
  return new Request(`http://${incoming.headers.host ?? "127.0.0.1"}${incoming.url ?? "/"}`, {
    method,
    headers,
    signal,
    ...(hasBody ? { body: await new Blob(chunks).arrayBuffer() } : {}),
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    outgoing.end();
    return;
  }
  for await (const chunk of response.body) {
    if (outgoing.destroyed) return;
    outgoing.write(chunk);
  }
  outgoing.end();
}
