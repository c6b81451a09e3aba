import { z } from "zod";
import { abortedError } from "../aborted.ts";
import type { Call, TraktRequest } from "../call.ts";
import type { Settings } from "../options.ts";
import { readAnswer } from "../read-answer.ts";
import type { Tokens } from "../tokens.ts";
import { isTraktError, TraktError } from "../trakt-error.ts";
import type { TraktErrorCode } from "../trakt-error.ts";
import { exchange, toClient } from "./exchange.ts";
import { createPkce } from "./pkce.ts";

/** A sign-in that a person has to approve: show them `verificationUrl` and `userCode` exactly as they are. */
export interface DeviceCode {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUrl: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** The least pause between two polls. */
  readonly intervalMs: number;
  /** The PKCE verifier, when the app has no secret. Keep it as secret as a token. */
  readonly codeVerifier?: string;
}

/** One poll that is about to be sent. */
export interface DevicePoll {
  /** 1 for the first. */
  readonly attempt: number;
  readonly remainingMs: number;
}

const deviceCodeSchema = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_url: z.string().min(1),
  expires_in: z.number(),
  interval: z.number(),
});

/** Asks for a device code; with PKCE (S256) when the app has no secret (trakt/trakt-api#367). */
export async function requestDeviceCode(
  call: Call,
  settings: Settings,
  signal: AbortSignal | undefined,
): Promise<DeviceCode> {
  const pkce = settings.clientSecret === undefined ? await createPkce() : undefined;
  const request: TraktRequest = {
    method: "POST",
    host: "auth",
    path: "/oauth/device/code",
    body: {
      client_id: settings.clientId,
      ...(pkce === undefined ? {} : { code_challenge: pkce.challenge, code_challenge_method: "S256" }),
    },
    signal,
  };
  const answer = readAnswer(request, await call(request), deviceCodeSchema);
  return {
    deviceCode: answer.device_code,
    userCode: answer.user_code,
    verificationUrl: answer.verification_url,
    expiresAt: settings.clock.now() + answer.expires_in * 1000,
    intervalMs: answer.interval * 1000,
    ...(pkce === undefined ? {} : { codeVerifier: pkce.verifier }),
  };
}

/**
 * Polls until the person has decided; stores the tokens and returns them.
 *
 * Goes on while the code is pending (400), slower after each 429, and through outages; ends when the code does. Throws
 * `device-code-expired`, `-denied`, `-used`, `-unknown`; `client-rejected`, `app-limit`, `vip-required`, `forbidden`, `edge-blocked` and `aborted`.
 */
export async function pollDeviceToken(
  call: Call,
  settings: Settings,
  poll: { code: DeviceCode; signal?: AbortSignal | undefined; onPoll?: ((poll: DevicePoll) => void) | undefined },
): Promise<Tokens> {
  const { code, signal, onPoll } = poll;
  const { clock } = settings;
  const url = `${settings.authUrl}/oauth/device/token`;
  let waitMs = code.intervalMs;
  for (let attempt = 1; ; attempt += 1) {
    if (clock.now() + waitMs >= code.expiresAt) throw deviceError("device-code-expired", { url });
    await clock.sleep(waitMs, signal).catch((error: unknown) => {
      throw signal?.aborted ? abortedError({ method: "POST" }, { url, cause: signal.reason, sent: false }) : error;
    });
    onPoll?.({ attempt, remainingMs: code.expiresAt - clock.now() });
    try {
      return await exchange(call, settings, toPollRequest(settings, code, signal));
    } catch (error) {
      waitMs = toNextWait(error, Math.max(waitMs, code.intervalMs), url);
    }
  }
}

function toPollRequest(settings: Settings, code: DeviceCode, signal: AbortSignal | undefined): TraktRequest {
  return {
    method: "POST",
    host: "auth",
    path: "/oauth/device/token",
    // The field is `code`, not RFC 8628's `device_code`, and there is no grant type (Trakt docs, device flow).
    body: {
      code: code.deviceCode,
      ...toClient(settings),
      ...(code.codeVerifier === undefined ? {} : { code_verifier: code.codeVerifier }),
    },
    signal,
  };
}

const endings: Readonly<Record<number, TraktErrorCode>> = {
  404: "device-code-unknown",
  409: "device-code-used",
  410: "device-code-expired",
  418: "device-code-denied",
};

// How long to wait before the next poll; throws when there is no next poll.
function toNextWait(error: unknown, waitMs: number, url: string): number {
  if (!isTraktError(error)) throw error;
  const { status, code } = error;
  if (code === "network" || code === "timeout" || (status !== undefined && status >= 500)) return waitMs;
  if (status === 429) return Math.max(waitMs + 5000, error.retryAfterMs ?? 0);
  const ending = status === undefined ? undefined : endings[status];
  if (ending !== undefined) throw deviceError(ending, { url, status, cause: error });
  // Pending. The body is empty or anything at all; only a word that says what is wrong with the app ends the wait.
  if (status === 400 && code !== "client-rejected" && code !== "app-limit") return waitMs;
  if (status === 401) throw clientRejected(error);
  throw error;
}

const deviceSentences: Partial<Record<TraktErrorCode, string>> = {
  "device-code-expired": "The sign-in code has expired; start the sign-in again.",
  "device-code-denied": "The sign-in was refused at Trakt; start it again if that was a mistake.",
  "device-code-used": "The sign-in code was already used; start the sign-in again.",
  "device-code-unknown": "Trakt does not know the sign-in code; start the sign-in again.",
};

function deviceError(
  code: TraktErrorCode,
  from: { url: string; status?: number | undefined; cause?: unknown },
): TraktError {
  return new TraktError({ code, message: deviceSentences[code] ?? "The sign-in ended.", method: "POST", ...from });
}

function clientRejected(error: TraktError): TraktError {
  return new TraktError({
    code: "client-rejected",
    message: "Trakt does not accept this app (its client id or secret); check the app's settings at Trakt.",
    method: error.method,
    url: error.url,
    status: error.status,
    cause: error,
  });
}
