import { z } from "zod";

const countsSchema = z.object({
  movies: z.number().default(0),
  shows: z.number().default(0),
  seasons: z.number().default(0),
  episodes: z.number().default(0),
});

// The echo of what was sent. Whatever else stands in it must not make a write unreadable that was carried out.
const oddity = z.unknown().transform(() => null);
const idsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null(), oddity])).optional();
const numberSchema = z.number().nullish().catch(null);

const echoSchema = z.object({
  ids: idsSchema,
  number: numberSchema,
  seasons: z
    .array(
      z.object({
        ids: idsSchema,
        number: numberSchema,
        episodes: z.array(z.object({ ids: idsSchema, number: numberSchema })).nullish(),
      }),
    )
    .nullish(),
});

const echoes = z
  .array(echoSchema)
  .nullish()
  .transform((list) => list ?? []);

// How long the list is now; it is told beside the counts and must not make them unreadable.
const listSchema = z
  .object({ updated_at: z.string().nullish(), item_count: z.number().nullish() })
  .optional()
  .catch(undefined);

const notFoundSchema = z.object({
  movies: echoes,
  shows: echoes,
  seasons: echoes,
  episodes: echoes,
  ids: z
    .array(z.number())
    .nullish()
    .transform((list) => list ?? []),
});

/** The answer of every write: one of `added` and `deleted` must be there, else nothing is known. */
export const syncAnswerSchema = z
  .object({
    added: countsSchema.optional(),
    updated: countsSchema.optional(),
    existing: countsSchema.optional(),
    deleted: countsSchema.optional(),
    not_found: notFoundSchema.optional(),
    list: listSchema,
  })
  .refine((answer) => answer.added !== undefined || answer.deleted !== undefined, "has neither added nor deleted");

/** How many of each kind; what Trakt leaves out counts as 0. @useDeclaredType */
export type TraktSyncCounts = z.infer<typeof countsSchema>;

/**
 * One thing that Trakt did not find, as it was sent. Nested ones come in the scope of their show: `ids` of the show and the seasons
 * and episodes by number.
 @useDeclaredType */
export type TraktNotFound = z.infer<typeof echoSchema>;

/**
 * What a write did: the only truth about it, for a 200 or 201 does not mean stored.
 *
 * `added + updated + existing` and what `notFound` lists should sum to what was sent; the difference is unknown and to be read back.
 */
export interface SyncAnswer {
  /** All 0 for a removal. */
  readonly added: TraktSyncCounts;
  readonly updated?: TraktSyncCounts;
  readonly existing?: TraktSyncCounts;
  /** Removals only. */
  readonly deleted?: TraktSyncCounts;
  readonly notFound: {
    readonly movies: readonly TraktNotFound[];
    readonly shows: readonly TraktNotFound[];
    readonly seasons: readonly TraktNotFound[];
    readonly episodes: readonly TraktNotFound[];
    /** History ids that were to be removed. */
    readonly ids: readonly number[];
  };
  /** The watchlist after the write: when it changed (an ISO string) and how many entries it has. */
  readonly list?: { readonly updated_at?: string | null | undefined; readonly item_count?: number | null | undefined };
}

const none: TraktSyncCounts = { movies: 0, shows: 0, seasons: 0, episodes: 0 };

/** In the caller's terms: absent counts are zero, absent lists are empty. */
export function toSyncAnswer(answer: z.infer<typeof syncAnswerSchema>): SyncAnswer {
  return {
    added: answer.added ?? none,
    ...(answer.updated === undefined ? {} : { updated: answer.updated }),
    ...(answer.existing === undefined ? {} : { existing: answer.existing }),
    ...(answer.deleted === undefined ? {} : { deleted: answer.deleted }),
    notFound: answer.not_found ?? { movies: [], shows: [], seasons: [], episodes: [], ids: [] },
    ...(answer.list === undefined ? {} : { list: answer.list }),
  };
}
