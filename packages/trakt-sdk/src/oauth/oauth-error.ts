import { z } from "zod";
import type { TraktErrorCode } from "../trakt-error.ts";

const oauthErrorSchema = z.object({ error: z.string(), error_description: z.string().nullish() });

/** What an OAuth error means to the caller; undefined when the body does not say. */
export function readOAuthError(text: string): TraktErrorCode | undefined {
  const answer = parse(text);
  if (answer === undefined) return undefined;
  if (answer.error === "invalid_grant") return "sign-in-required";
  // Deleted apps were answered with a bare "client_id is required" (trakt/trakt-api#902).
  if (answer.error === "invalid_client" || answer.error === "unauthorized_client") return "client-rejected";
  const words = `${answer.error} ${answer.error_description ?? ""}`;
  if (words.includes("client_id is required")) return "client-rejected";
  // How Trakt words it is not documented; that it is about the number of apps is all that counts.
  return /connected apps?|community apps?|(app|connection)s?[ _-]limit|too many apps/i.test(words)
    ? "app-limit"
    : undefined;
}

function parse(text: string): z.infer<typeof oauthErrorSchema> | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return oauthErrorSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // Errors come with empty, HTML and broken bodies alike: then the status alone speaks.
  }
}
