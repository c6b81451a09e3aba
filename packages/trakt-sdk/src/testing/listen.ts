import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getResponse } from "msw";
import type { HttpHandler } from "msw";

/** A service on a loopback port. */
export interface Listening {
  /** E.g. `http://127.0.0.1:41234`, for API and auth alike. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves handlers on 127.0.0.1; never on another address. A network-error response becomes a lost connection. */
export async function listen(
  handlers: readonly HttpHandler[],
  options: {
    readonly port?: number;
    readonly host?: "127.0.0.1";
    /** Epoch milliseconds: what the `Date` header of its answers tells. */
    readonly now: () => number;
  },
): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    outgoing.setHeader("date", new Date(options.now()).toUTCString());
    serve(handlers, incoming, outgoing).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve);
  });
  // address() is a string for pipes only.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function serve(
  handlers: readonly HttpHandler[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const response = await getResponse([...handlers], await toRequest(incoming));
  if (response === undefined) {
    outgoing.writeHead(404).end();
    return;
  }
  if (response.type === "error") {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body !== null) {
    for await (const chunk of response.body) {
      if (outgoing.destroyed) return;
      outgoing.write(chunk);
    }
  }
  outgoing.end();
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = "GET", url = "/", headers } = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(`http://${headers.host ?? "127.0.0.1"}${url}`, {
    method,
    headers: pairs.filter(([name]) => name !== "connection" && name !== "transfer-encoding"),
    ...(method === "GET" || method === "HEAD" ? {} : { body: Buffer.concat(chunks) }),
  });
}
