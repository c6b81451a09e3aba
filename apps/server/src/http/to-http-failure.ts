import { isPaktError } from "@pakt/sync";
import type { PaktErrorCode } from "@pakt/sync";

import { HttpFailure } from "./http-failure.ts";
import type { HttpFailureParts } from "./http-failure.ts";

const STATUS: Readonly<Record<PaktErrorCode, number>> = {
  usage: 400,
  "config-invalid": 409,
  "credentials-invalid": 409,
  "state-corrupt": 409,
  "home-unusable": 500,
  "not-configured": 409,
  "sign-in-needed": 409,
  "account-locked": 409,
  "run-active": 409,
  "server-active": 409,
  "plex-unreachable": 502,
  "trakt-unreachable": 502,
  "clock-wrong": 409,
  interrupted: 409,
  failed: 500,
};

/** What a caller is told of anything that was thrown. Of what nobody expected only that it happened: the rest is for the log. */
export function toHttpFailure(error: unknown): HttpFailureParts {
  if (error instanceof HttpFailure) return error.parts;
  if (isPaktError(error)) {
    const { code, message, advice } = error;
    return { status: STATUS[code], code, message, advice };
  }
  return {
    status: 500,
    code: "unexpected",
    message: "Something unexpected went wrong.",
    advice: "See the log of pakt serve, and try again.",
  };
}
