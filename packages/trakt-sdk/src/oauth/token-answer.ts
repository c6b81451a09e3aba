import { z } from "zod";
import type { Tokens } from "../tokens.ts";

/** The answer of every token exchange (Trakt docs, OAuth). `created_at` is epoch seconds, `expires_in` seconds. */
export const tokenAnswerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.number(),
  created_at: z.number().nullish(),
});

/**
 * The tokens of an answer. They expire `expires_in` after now by our own clock: `created_at` is by Trakt's, and the two may differ.
 */
export function toTokens(answer: z.infer<typeof tokenAnswerSchema>, now: number): Tokens {
  return {
    accessToken: answer.access_token,
    ...(answer.refresh_token ? { refreshToken: answer.refresh_token } : {}),
    expiresAt: now + answer.expires_in * 1000,
    obtainedAt: now,
  };
}
