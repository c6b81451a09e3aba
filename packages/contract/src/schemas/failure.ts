import * as z from "zod/mini";

/** Something wrong at one place of what was sent. */
export const fieldFailure = z.object({
  /** Where, as in `fields.rating.direction`; empty for the whole. */
  path: z.string(),
  message: z.string(),
});

/** How every failure is told: what happened, and what to do. */
export const failure = z.object({
  error: z.object({
    /** A kebab-case word for programs. */
    code: z.string(),
    message: z.string(),
    advice: z.string(),
    fields: z.exactOptional(z.array(fieldFailure)),
  }),
});
export type Failure = z.infer<typeof failure>;
