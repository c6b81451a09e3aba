import { TraktError } from "./trakt-error.ts";

/** The error for a list that cannot be proven whole. */
export function incomplete(why: string, cause?: TraktError): TraktError {
  return new TraktError({
    code: "incomplete",
    message: `The list could not be read whole: ${why}; try again later.`,
    method: "GET",
    url: cause?.url ?? "",
    status: cause?.status,
    cause,
  });
}
