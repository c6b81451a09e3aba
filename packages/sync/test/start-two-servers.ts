import type { InMemoryPlex } from "@pakt/plex-sdk/testing";

import { createPlexReplica } from "../src/plex-replica.ts";
import type { PlexReplica, PlexReplicaOptions } from "../src/plex-replica.ts";
import { startPlex } from "./start-plex.ts";

/** The machine identifiers of the two servers. */
export const NAS = "aaaaaaaa-nas";
export const ATTIC = "bbbbbbbb-attic";

/** Two media servers of one account, and the side that they are together. */
export interface TwoServers {
  readonly nas: InMemoryPlex;
  readonly attic: InMemoryPlex;
  readonly parts: PlexReplicaOptions;
  readonly replica: PlexReplica;
  /** The same in the other order. */
  readonly reversed: PlexReplica;
}

/** Starts two servers, each with a movie library 1 and a show library 2 of the same names, both empty. The account is the first's. */
export function startTwoServers(): TwoServers {
  const nas = startPlex({ machineIdentifier: NAS });
  const attic = startPlex({ machineIdentifier: ATTIC, clock: nas.clock });
  const servers = [
    ...nas.parts.servers.map((server) => ({ ...server, id: NAS, name: "NAS" })),
    ...attic.parts.servers.map((server) => ({ ...server, id: ATTIC, name: "Attic" })),
  ];
  const parts = { ...nas.parts, servers };
  return {
    nas: nas.plex,
    attic: attic.plex,
    parts,
    replica: createPlexReplica(parts),
    reversed: createPlexReplica({ ...parts, servers: servers.toReversed() }),
  };
}
