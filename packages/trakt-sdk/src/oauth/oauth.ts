import { abortedError } from "../aborted.ts";
import type { Call } from "../call.ts";
import type { Settings } from "../options.ts";
import type { Session } from "../session.ts";
import type { Tokens } from "../tokens.ts";
import { TraktError } from "../trakt-error.ts";
import { pollDeviceToken, requestDeviceCode } from "./device.ts";
import type { DeviceCode, DevicePoll } from "./device.ts";
import { exchange, toClient } from "./exchange.ts";

/** What any call may be given. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Signing in and out. All of it talks to the auth host. */
export interface TraktOAuth {
  /** Asks for a device code; with PKCE when the client has no secret. */
  requestDeviceCode(options?: CallOptions): Promise<DeviceCode>;
  /** Waits for the person's decision; stores the tokens, then returns them. Throws the `device-code-*` errors. */
  pollDeviceToken(
    code: DeviceCode,
    options?: CallOptions & { readonly onPoll?: (poll: DevicePoll) => void },
  ): Promise<Tokens>;
  /** The page to send a person to, for apps with a web page of their own. */
  authorizeUrl(options: {
    readonly state: string;
    readonly redirectUri?: string;
    /** S256, from `createPkce`. */
    readonly codeChallenge?: string;
    readonly signup?: boolean;
    /** Ask for the password even if the browser is signed in. */
    readonly promptLogin?: boolean;
  }): string;
  /** Exchanges the code that came back to the redirect URI; stores the tokens, then returns them. */
  exchangeCode(
    options: CallOptions & { readonly code: string; readonly redirectUri?: string; readonly codeVerifier?: string },
  ): Promise<Tokens>;
  /** Renews the stored tokens now. Throws `sign-in-required` when Trakt refuses. Once sent it cannot be cancelled. */
  refresh(options?: CallOptions): Promise<Tokens>;
  /** Makes Trakt forget the stored tokens. Deleting them from the store is the caller's. */
  revoke(options?: CallOptions): Promise<void>;
}

/** The OAuth part of a client. `call` retries on 429, `callOnce` never. */
export function createOAuth(parts: { call: Call; callOnce: Call; settings: Settings; session: Session }): TraktOAuth {
  const { call, callOnce, settings, session } = parts;
  return {
    requestDeviceCode: (options) => requestDeviceCode(call, settings, options?.signal),
    pollDeviceToken: (code, options) =>
      pollDeviceToken(callOnce, settings, { code, signal: options?.signal, onPoll: options?.onPoll }),
    authorizeUrl: (options) => {
      const url = new URL(`${settings.authUrl}/oauth/authorize`);
      url.searchParams.set("response_type", "code");
      url.searchParams.set("client_id", settings.clientId);
      url.searchParams.set("redirect_uri", options.redirectUri ?? settings.redirectUri);
      url.searchParams.set("state", options.state);
      if (options.codeChallenge !== undefined) {
        url.searchParams.set("code_challenge", options.codeChallenge);
        url.searchParams.set("code_challenge_method", "S256");
      }
      if (options.signup) url.searchParams.set("signup", "true");
      if (options.promptLogin) url.searchParams.set("prompt", "login");
      return url.href;
    },
    exchangeCode: ({ code, redirectUri, codeVerifier, signal }) =>
      exchange(call, settings, {
        method: "POST",
        host: "auth",
        path: "/oauth/token",
        body: {
          ...toClient(settings),
          code,
          redirect_uri: redirectUri ?? settings.redirectUri,
          grant_type: "authorization_code",
          ...(codeVerifier === undefined ? {} : { code_verifier: codeVerifier }),
        },
        signal,
      }),
    refresh: async (options) => {
      const url = `${settings.authUrl}/oauth/token`;
      const { signal } = options ?? {};
      if (signal?.aborted) throw abortedError({ method: "POST" }, { url, cause: signal.reason, sent: false });
      return session.renew(await readTokens(settings));
    },
    revoke: async (options) => {
      const { accessToken } = await readTokens(settings);
      await call({
        method: "POST",
        host: "auth",
        path: "/oauth/revoke",
        body: { ...toClient(settings), token: accessToken },
        signal: options?.signal,
      });
    },
  };
}

async function readTokens(settings: Settings): Promise<Tokens> {
  const tokens = await settings.tokens.read();
  if (tokens !== undefined) return tokens;
  throw new TraktError({
    code: "sign-in-required",
    message: "There is no Trakt sign-in; sign in first.",
    method: "POST",
    url: `${settings.authUrl}/oauth/token`,
  });
}
