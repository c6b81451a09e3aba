import { z } from "zod";

import type { Home } from "./home.ts";
import { readJson } from "./json-file.ts";
import type { JsonFile } from "./json-file.ts";

/** Of each secret only what shows that it is the right one is kept. */
const memorySchema = z.strictObject({
  version: z.literal(1),
  password: z.strictObject({ salt: z.string(), hash: z.string() }).exactOptional(),
  sessions: z.array(z.strictObject({ hash: z.string(), createdAt: z.string(), lastSeenAt: z.string() })).default([]),
  keys: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        scope: z.enum(["read", "write"]),
        hash: z.string(),
        ending: z.string(),
        createdAt: z.string(),
        lastUsedAt: z.string().exactOptional(),
      }),
    )
    .default([]),
  schedule: z
    .strictObject({
      isOn: z.boolean(),
      every: z.union([z.strictObject({ hours: z.int().min(1) }), z.strictObject({ cron: z.string() })]),
      timeZone: z.string().exactOptional(),
      jitterMinutes: z.number(),
      catchUp: z.boolean(),
    })
    .exactOptional(),
  /** How the schedule went so far; times are UTC ISO 8601. */
  scheduled: z
    .strictObject({
      /** Since when it stands as it is. */
      since: z.string().exactOptional(),
      lastStartedAt: z.string().exactOptional(),
      lastFailedAt: z.string().exactOptional(),
      failures: z.int().min(0),
    })
    .exactOptional(),
});

/** What a server of this home remembers: who may call it, and its schedule. */
export type ServerMemory = Readonly<z.infer<typeof memorySchema>>;

/** Reads what a server of this home remembers. Throws PaktError `state-corrupt` where it is broken, and leaves it as it is. */
export async function readServerMemory(home: Home): Promise<ServerMemory> {
  return (await readJson(home.storage, memoryFile(home))) ?? { version: 1, sessions: [], keys: [] };
}

/** Replaces what a server of this home remembers. Throws PaktError `home-unusable`. */
export async function writeServerMemory(home: Home, memory: ServerMemory): Promise<void> {
  await home.storage.setItemRaw(memoryFile(home).key, `${JSON.stringify(memory, null, 2)}\n`);
}

function memoryFile(home: Home): JsonFile<ServerMemory> {
  return {
    key: "server.json",
    name: home.nameOf("server.json"),
    schema: memorySchema,
    code: "state-corrupt",
    advice: "Mend the line, or move the file away to set the password, the keys and the schedule anew.",
  };
}
