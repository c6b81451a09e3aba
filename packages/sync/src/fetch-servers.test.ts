import type { Fault, InMemoryPlex } from "@pakt/plex-sdk/testing";
import { FIELDS, indexSnapshot } from "@pakt/sync-core";
import type { Snapshot } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { readsOf } from "../test/field-reads.ts";
import { AT } from "../test/operations.ts";
import { ATTIC, NAS, startTwoServers } from "../test/start-two-servers.ts";
import type { TwoServers } from "../test/start-two-servers.ts";
import { createPlexReplica } from "./plex-replica.ts";
import type { PlexReplica } from "./plex-replica.ts";

const SEEN = { viewCount: 1, lastViewedAt: Date.parse(AT) / 1000 };
const HEAT = { library: "1", title: "Heat", guids: ["tmdb://949"] } as const;

function fetch(replica: PlexReplica, signal?: AbortSignal): Promise<Snapshot> {
  return replica.fetch({ fields: FIELDS, fresh: new Set(), ...(signal !== undefined && { signal }) });
}

/** Lets every request to a media server go wrong; the account's services go on. */
function turnOff(plex: InMemoryPlex, fault: Fault = { kind: "reset" }): void {
  plex.intercept(({ path, phase }) =>
    phase === "before" && !path.startsWith("/discover/") && !path.startsWith("/api/") ? fault : undefined,
  );
}

function startFilled(): TwoServers {
  const started = startTwoServers();
  started.nas.items.addMovie({ ...HEAT, ratingKey: "7", ...SEEN });
  started.attic.items.addMovie({ ...HEAT, ratingKey: "7" });
  started.attic.items.addMovie({ library: "1", ratingKey: "8", title: "Ran", guids: ["tmdb://11645"] });
  return started;
}

describe("fetching several servers", () => {
  test("gives the copies of all of them, each by its own ref", async () => {
    const { replica } = startFilled();
    const { items, identity, fields } = await fetch(replica);
    expect(items.map(({ ref, title }) => `${ref} ${title}`).toSorted()).toEqual([
      "aaaaaaaa/7 Heat",
      "bbbbbbbb/7 Heat",
      "bbbbbbbb/8 Ran",
    ]);
    expect(identity).toMatchObject({
      server: [NAS, ATTIC],
      libraries: ["aaaaaaaa/library-1", "aaaaaaaa/library-2", "bbbbbbbb/library-1", "bbbbbbbb/library-2"],
    });
    expect(fields).toMatchObject(readsOf({}, "complete"));
    expect(indexSnapshot({ ...(await fetch(replica)) }).titles).toHaveLength(2);
  });

  test("says the same in whatever order they are", async () => {
    const { replica, reversed } = startFilled();
    const [one, other] = [await fetch(replica), await fetch(reversed)];
    expect(other.identity).toEqual(one.identity);
    expect(other.fields).toEqual(one.fields);
    expect(new Set(other.items)).toEqual(new Set(one.items));
  });

  test.each<[string, Fault, string]>([
    ["is off", { kind: "reset" }, "Attic: it cannot be reached"],
    ["does not accept its token", { kind: "status", status: 401 }, "Attic: it does not accept the token"],
    ["is busy", { kind: "status", status: 503 }, "Attic: Plex"],
  ])("leaves the others readable when one %s, and no field complete but the watchlist", async (_, fault, reason) => {
    const { replica, attic } = startFilled();
    turnOff(attic, fault);
    const { items, identity, fields } = await fetch(replica);
    expect(items.map(({ ref }) => ref)).toEqual(["aaaaaaaa/7"]);
    expect(identity.server).toEqual([NAS, ATTIC]);
    expect(fields).toMatchObject(readsOf({ watchlist: { state: "complete" } }, "partial"));
    expect(fields.watched.reason).toContain(reason);
    expect(fields.watched.reason).not.toContain("NAS");
  });

  test("fails when all of them are off", async () => {
    const { replica, nas, attic } = startFilled();
    turnOff(nas);
    turnOff(attic);
    await expect(fetch(replica)).rejects.toMatchObject({
      code: "plex-unreachable",
      message: expect.stringMatching(/^None of your Plex servers can be read: NAS: .*; Attic: .*\.$/),
    });
  });

  test("takes nothing from another server that answers at an address", async () => {
    const { parts } = startFilled();
    const [nas, attic] = parts.servers;
    const moved = { ...parts, servers: [nas, { ...attic, server: nas?.server }].flatMap(toServers) };
    const { items, fields } = await fetch(createPlexReplica(moved));
    expect(items.map(({ ref }) => ref)).toEqual(["aaaaaaaa/7"]);
    expect(fields.rating).toEqual({ state: "partial", reason: "Attic: Another Plex server answers at its address" });
  });

  test("reads each as often as it would be read alone, and the account once", async () => {
    const { replica, parts, nas, attic } = startFilled();
    await fetch(replica);
    const requests = async (read: PlexReplica): Promise<readonly (readonly string[])[]> => {
      nas.requests.clear();
      attic.requests.clear();
      await fetch(read);
      return [nas, attic].map((plex) => plex.requests.map(({ path }) => path).toSorted());
    };
    const [alone, other] = parts.servers.map((server) => createPlexReplica({ ...parts, servers: [server] }));
    const [ofNas] = await requests(alone ?? replica);
    const [account, ofAttic] = await requests(other ?? replica);
    expect(account).toEqual(["/discover/library/sections/watchlist/all"]);
    expect(await requests(replica)).toEqual([ofNas, ofAttic]);
  });

  test("does not take files of the same path on two servers for one", async () => {
    const { replica, nas, attic } = startTwoServers();
    for (const plex of [nas, attic]) {
      const show = plex.items.addShow({ library: "2", title: "Harbour", guids: ["tvdb://210"] });
      for (const index of [1, 2]) plex.items.addEpisode({ show, parentIndex: 1, index, file: "/tv/1x01-1x02.mkv" });
    }
    const files = (await fetch(replica)).items.flatMap(({ file }) => file ?? []);
    expect(new Set(files)).toEqual(new Set(["aaaaaaaa//tv/1x01-1x02.mkv", "bbbbbbbb//tv/1x01-1x02.mkv"]));
  });

  test("ends when it is told to", async () => {
    const { replica } = startFilled();
    await expect(fetch(replica, AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
  });
});

function toServers(server: object | undefined): TwoServers["parts"]["servers"] {
  return server === undefined ? [] : [server as TwoServers["parts"]["servers"][number]];
}
