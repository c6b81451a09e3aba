import { chooseLibraries, chooseServer, listLibraries, listServers } from "@pakt/sync";
import type { Home, Library, Server } from "@pakt/sync";
import type { AnswerOf } from "@pakt/contract";

import type { SignInDesk } from "../sign-in-desk.ts";
import type { StatusDesk } from "../status-desk.ts";
import type { Handlers } from "./handlers.ts";

/** Answers what pakt is connected to, and connects it. */
export function createConnectionHandlers({
  withHome,
  status,
  signIns,
}: {
  readonly withHome: <T>(work: (home: Home) => Promise<T>) => Promise<T>;
  readonly status: StatusDesk;
  readonly signIns: SignInDesk;
}): Pick<
  Handlers,
  | "listLibraries"
  | "chooseLibraries"
  | "listServers"
  | "chooseServer"
  | "readServiceSignIn"
  | "startServiceSignIn"
  | "endServiceSignIn"
> {
  return {
    listLibraries: async () => toLibraries(await withHome((home) => listLibraries(home))),
    chooseLibraries: async ({ body }) => {
      const libraries = await withHome((home) => chooseLibraries(home, body.selected));
      status.forget();
      return toLibraries(libraries);
    },
    listServers: async () => toServers(await withHome((home) => listServers(home))),
    chooseServer: async ({ body }) => {
      const servers = await withHome((home) => chooseServer(home, body.server));
      status.forget();
      return toServers(servers);
    },
    readServiceSignIn: ({ params }) => signIns.state(params.side),
    startServiceSignIn: ({ params }) => signIns.start(params.side),
    endServiceSignIn: ({ params }) => signIns.end(params.side),
  };
}

function toLibraries(libraries: readonly Library[]): AnswerOf<"listLibraries"> {
  return {
    libraries: libraries.map(({ selected, supported, ...library }) => ({
      ...library,
      isSelected: selected,
      isSupported: supported,
    })),
  };
}

function toServers(servers: readonly Server[]): AnswerOf<"listServers"> {
  return { servers: servers.map(({ selected, ...server }) => ({ ...server, isSelected: selected })) };
}
