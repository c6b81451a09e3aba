import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request to Trakt, with everything of it that could hold a token. */
export interface FrontRequest {
  readonly method: string;
  readonly path: string;
  /** Path, headers and body. */
  readonly text: string;
}

/** One address for several Trakt accounts, as it is for everybody. */
export interface TraktFront {
  readonly url: string;
  /** What came in, oldest first. */
  readonly requests: FrontRequest[];
  /** Whose codes are given out: the account that somebody approves them with. */
  signInAs(account: string): void;
  close(): Promise<void>;
}

const HOP_BY_HOP = new Set(["connection", "host", "content-length", "transfer-encoding"]);

/** Puts accounts, each served at an address of its own, behind one: the prefix of its tokens and codes says whose a request is. */
export async function startTraktFront(urls: Readonly<Record<string, string>>): Promise<TraktFront> {
  const requests: FrontRequest[] = [];
  let signingIn = Object.keys(urls)[0] ?? "";

  async function answer(incoming: IncomingMessage): Promise<Response> {
    const { method = "GET", url = "/" } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array)); // A request without encoding yields bytes.
    const body = Buffer.concat(chunks).toString();
    const pairs = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const text = `${url}\n${pairs.map((pair) => pair.join(": ")).join("\n")}\n${body}`;
    requests.push({ method, path: new URL(url, "http://trakt.test").pathname, text });
    const account = Object.keys(urls).find((name) => text.includes(`${name}-`)) ?? signingIn;
    return fetch(`${urls[account] ?? ""}${url}`, {
      method,
      headers: pairs.filter(([name]) => !HOP_BY_HOP.has(name)),
      ...(method === "GET" ? {} : { body }),
    });
  }

  const forward = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const response = await answer(incoming);
    const body = Buffer.from(await response.arrayBuffer());
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
  };
  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // address() is a string for pipes only.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    signInAs: (account) => {
      signingIn = account;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
