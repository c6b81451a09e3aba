import { createClient } from "@pakt/contract";
import type { Client } from "@pakt/contract";
import { serve } from "@pakt/server";
import type { RunningServer, ServeOptions } from "@pakt/server";
import type { OpenHomeOptions } from "@pakt/sync";
import { onTestFinished } from "vitest";

import { startServices } from "./start-services.ts";
import type { Services, ServicesOptions } from "./start-services.ts";

/** Starts both services, empty, closed when the test is over: after what was started later. */
export async function openServices(options: ServicesOptions = {}): Promise<Services> {
  const services = await startServices(options);
  onTestFinished(() => services.close());
  return services;
}

/** A server on a loopback port with a person who is signed in. */
export interface SignedInServer {
  readonly server: RunningServer;
  /** Speaks for the person. */
  readonly client: Client;
  /** The person's cookie. */
  readonly cookie: string;
  /** The address without a slash at the end. */
  readonly url: string;
  /** What nobody expected, so far. */
  readonly unexpected: readonly unknown[];
}

export const PASSWORD = "correct horse battery";

/** Starts a server on the home of services, closed when the test is over. Its runs do not wait between writes. */
export async function startServer(
  services: Pick<Services, "env" | "home">,
  { tuning = {}, ...options }: Partial<ServeOptions> & Pick<OpenHomeOptions, "tuning"> = {},
): Promise<RunningServer & { readonly unexpected: unknown[] }> {
  const unexpected: unknown[] = [];
  const server = await serve({
    home: {
      env: services.env,
      userHome: services.home,
      product: { name: "pakt", version: "1.2.3" },
      tuning: {
        writeIntervalMs: 0,
        plexListIntervalMs: 0,
        retryBaseMs: 1,
        settleAfterMs: 0,
        lockWaitMs: 200,
        ...tuning,
      },
    },
    port: 0,
    onUnexpected: (error) => unexpected.push(error),
    ...options,
  });
  onTestFinished(() => server.close());
  return { ...server, unexpected };
}

/** Chooses the password with the token of a new server, and speaks for the person from then on. */
export async function signInFirst(server: RunningServer & { readonly unexpected: unknown[] }): Promise<SignedInServer> {
  const url = server.url.replace(/\/$/, "");
  const response = await fetch(`${url}/api/setup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: server.setUpToken, password: PASSWORD }),
  });
  const [cookie = ""] = (response.headers.get("set-cookie") ?? "").split(";");
  return { server, url, cookie, client: clientWith(url, cookie), unexpected: server.unexpected };
}

/** A client that carries a cookie, as a page does. */
export function clientWith(url: string, cookie: string): Client {
  return createClient({
    baseUrl: url,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("cookie", cookie);
      return fetch(input, { ...init, headers });
    },
  });
}
