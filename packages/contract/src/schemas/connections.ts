import * as z from "zod/mini";

import { side, time, trouble } from "./words.ts";

/** A library of the Plex server. */
export const library = z.object({
  key: z.string(),
  uuid: z.exactOptional(z.string()),
  title: z.string(),
  type: z.string(),
  agent: z.exactOptional(z.string()),
  isSelected: z.boolean(),
  isSupported: z.boolean(),
});

export const libraries = z.object({ libraries: z.array(library) });

/** Which libraries are synced: all, or these, by key, uuid or title. */
export const chooseLibraries = z.strictObject({
  selected: z.union([
    z.literal("all"),
    z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(500)),
  ]),
});

/** A media server of the Plex account. */
export const server = z.object({
  name: z.string(),
  id: z.string(),
  owner: z.exactOptional(z.string()),
  version: z.exactOptional(z.string()),
  url: z.exactOptional(z.string()),
  reach: z.exactOptional(z.string()),
  isSelected: z.boolean(),
});

export const servers = z.object({ servers: z.array(server) });

/** The server to sync, by its name or id. */
export const chooseServer = z.strictObject({ server: z.string().check(z.minLength(1), z.maxLength(200)) });

/** A side in a path. */
export const sideParams = z.object({ side });

/** How a sign-in to a service stands. */
export const signInState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("none"), isSignedIn: z.boolean() }),
  /** The person opens `url` and types `code` there. */
  z.object({
    state: z.literal("waiting"),
    url: z.string(),
    code: z.string(),
    /** The same page with the code already in it. */
    directUrl: z.exactOptional(z.string()),
    expiresAt: time,
  }),
  z.object({ state: z.literal("done"), account: z.string(), vip: z.exactOptional(z.boolean()) }),
  z.object({ state: z.literal("failed"), error: trouble }),
]);
