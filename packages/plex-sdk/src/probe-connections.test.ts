import { describe, expect, it } from "vitest";

import { clientOptions } from "../test/client-options.ts";
import type { PlexConnection, PlexResource } from "./index.ts";
import { probeConnections } from "./index.ts";

const LOCAL: PlexConnection = {
  uri: "https://10-0-0-5.h.plex.direct:32400",
  address: "10.0.0.5",
  port: 32_400,
  protocol: "https",
  local: true,
  relay: false,
};
const REMOTE: PlexConnection = {
  uri: "https://203-0-113-9.h.plex.direct:32400",
  address: "203.0.113.9",
  port: 32_400,
  protocol: "https",
  local: false,
  relay: false,
};
const RELAY: PlexConnection = {
  uri: "https://198-51-100-4.h.plex.direct:8443",
  address: "198.51.100.4",
  port: 8443,
  protocol: "https",
  local: false,
  relay: true,
};

function resource(fields: Partial<PlexResource> = {}): PlexResource {
  return {
    name: "Box",
    provides: "server",
    clientIdentifier: "machine",
    owned: true,
    httpsRequired: false,
    publicAddressMatches: true,
    presence: true,
    connections: [RELAY, REMOTE, LOCAL],
    ...fields,
  };
}

/** A network in which `answers` says who answers at which host; the rest refuses. */
function network(answers: Readonly<Record<string, string>>): { fetch: typeof fetch; sent: Request[] } {
  const sent: Request[] = [];
  return {
    sent,
    fetch: (input, init) => {
      const request = new Request(input, init);
      sent.push(request);
      const machineIdentifier = answers[new URL(request.url).host];
      if (machineIdentifier === undefined) return Promise.reject(new TypeError("fetch failed"));
      return Promise.resolve(Response.json({ MediaContainer: { machineIdentifier, version: "1.43" } }));
    },
  };
}

const silent: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
  });

describe("probeConnections", () => {
  it("tries local before remote before relay, https before http, without a token", async () => {
    const { fetch, sent } = network({});

    const { best, tried } = await probeConnections({
      ...clientOptions({ fetch }),
      resource: resource({ accessToken: "secret" }),
    });

    expect(best).toBeUndefined();
    expect(tried.map(({ url, reach, outcome }) => [url, reach, outcome])).toEqual([
      ["https://10-0-0-5.h.plex.direct:32400", "local", "network"],
      ["http://10.0.0.5:32400", "local", "network"],
      ["https://203-0-113-9.h.plex.direct:32400", "remote", "network"],
      ["http://203.0.113.9:32400", "remote", "network"],
      ["https://198-51-100-4.h.plex.direct:8443", "relay", "network"],
    ]);
    expect(sent.map((request) => new URL(request.url).pathname)).toEqual(Array.from({ length: 5 }, () => "/identity"));
    expect(sent.filter((request) => request.headers.has("x-plex-token"))).toEqual([]);
  });

  it("takes the most wanted that answers, not the first", async () => {
    const { fetch } = network({ "203-0-113-9.h.plex.direct:32400": "machine", "10.0.0.5:32400": "machine" });

    await expect(probeConnections({ ...clientOptions({ fetch }), resource: resource() })).resolves.toMatchObject({
      best: { url: "http://10.0.0.5:32400", reach: "local", outcome: "ok" },
    });
  });

  it("passes over a stranger at the same address", async () => {
    const { fetch } = network({ "10.0.0.5:32400": "stranger", "198-51-100-4.h.plex.direct:8443": "machine" });

    const { best, tried } = await probeConnections({ ...clientOptions({ fetch }), resource: resource() });

    expect(best).toMatchObject({ reach: "relay" });
    expect(tried[1]).toMatchObject({ url: "http://10.0.0.5:32400", outcome: "other-server" });
  });

  it("does not wait for a connection that says nothing", async () => {
    const { tried } = await probeConnections({
      ...clientOptions({ fetch: silent }),
      resource: resource({ connections: [RELAY] }),
      timeoutMs: 30,
    });

    expect(tried).toMatchObject([{ outcome: "timeout", error: { code: "timeout" } }]);
  });

  it("does not offer plain http where the server insists on https", async () => {
    const { fetch } = network({});

    const { tried } = await probeConnections({
      ...clientOptions({ fetch }),
      resource: resource({ httpsRequired: true }),
    });

    expect(tried.map(({ url }) => new URL(url).protocol)).toEqual(["https:", "https:", "https:"]);
  });

  it.each([
    ["leaves out local addresses of somebody else's server", false, ["remote", "remote", "relay"]],
    ["keeps them when it is in this network", true, ["local", "local", "remote", "remote", "relay"]],
  ])("%s", async (_, publicAddressMatches, reaches) => {
    const { fetch } = network({});

    const { tried } = await probeConnections({
      ...clientOptions({ fetch }),
      resource: resource({ owned: false, publicAddressMatches }),
    });

    expect(tried.map(({ reach }) => reach)).toEqual(reaches);
  });

  it("writes IPv6 addresses in brackets, tries each address once, and survives one that is none", async () => {
    const { fetch } = network({});
    const six = { ...LOCAL, uri: "http://[2001:db8::1]:32400", address: "2001:db8::1", protocol: "http" };

    const { tried } = await probeConnections({
      ...clientOptions({ fetch }),
      resource: resource({ connections: [six, { ...RELAY, uri: "nonsense" }] }),
    });

    expect(tried).toMatchObject([
      { url: "http://[2001:db8::1]:32400", outcome: "network" },
      { url: "nonsense", outcome: "invalid-request" },
    ]);
  });

  it("throws aborted when the caller gives up", async () => {
    const { fetch } = network({});

    await expect(
      probeConnections({ ...clientOptions({ fetch }), resource: resource(), signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: "aborted" });
  });
});
