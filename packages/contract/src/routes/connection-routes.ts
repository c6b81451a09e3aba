import * as z from "zod/mini";

import type { Route } from "../route.ts";
import { chooseLibraries, chooseServer, libraries, servers, sideParams, signInState } from "../schemas/connections.ts";
import { traktAccount } from "../schemas/status.ts";

/** The two services. */
export const connectionRoutes = {
  listLibraries: {
    method: "GET",
    path: "/api/libraries",
    summary: "List the libraries of the Plex server",
    access: "read",
    answer: libraries,
  },
  chooseLibraries: {
    method: "PUT",
    path: "/api/libraries",
    summary: "Choose the libraries that are synced",
    access: "write",
    body: chooseLibraries,
    answer: libraries,
  },
  listServers: {
    method: "GET",
    path: "/api/servers",
    summary: "Find the media servers of the Plex account, and try to reach them",
    access: "read",
    answer: servers,
  },
  chooseServer: {
    method: "PUT",
    path: "/api/servers",
    summary: "Choose the media server that is synced",
    access: "write",
    body: chooseServer,
    answer: servers,
  },
  readTraktAccount: {
    method: "GET",
    path: "/api/trakt/account",
    summary: "Ask Trakt for the account: whether it is a paying one, its limits, and how much of them is used",
    access: "read",
    answer: traktAccount,
  },
  readServiceSignIn: {
    method: "GET",
    path: "/api/auth/:side",
    summary: "Tell how the sign-in to a service stands",
    access: "session",
    params: sideParams,
    answer: signInState,
  },
  startServiceSignIn: {
    method: "POST",
    path: "/api/auth/:side",
    summary: "Get a code to sign in to a service with",
    access: "session",
    params: sideParams,
    body: z.strictObject({}),
    answer: signInState,
    status: 202,
  },
  endServiceSignIn: {
    method: "DELETE",
    path: "/api/auth/:side",
    summary: "Give up a code that waits, or sign out of a service",
    access: "session",
    params: sideParams,
    answer: signInState,
  },
} as const satisfies Readonly<Record<string, Route>>;
