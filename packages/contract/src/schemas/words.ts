import * as z from "zod/mini";

/** One of the two services. */
export const side = z.enum(["plex", "trakt"]);

/** What is synced about a title. */
export const field = z.enum(["watched", "rating", "collection", "watchlist"]);
export type Field = z.infer<typeof field>;

/** An external id: `tmdb:603`. */
export const id = z.string();

/** A time, UTC ISO 8601. */
export const time = z.string();

/** How a run ended, as the command line says it. */
export const exitCode = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

/** A sentence about what is wrong, and one about what to do. */
export const trouble = z.object({ message: z.string(), advice: z.string() });

/** How many operations of one kind. */
export const counts = z.object({ added: z.number(), updated: z.number(), removed: z.number() });

/** How many operations a field has, by the side that is written. */
export const fieldCounts = z.partialRecord(field, z.object({ toPlex: counts, toTrakt: counts }));

/** Requests that reached the services. */
export const requests = z.object({ plex: z.number(), trakt: z.number() });
