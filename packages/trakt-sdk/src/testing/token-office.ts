import type { Tokens } from "../tokens.ts";

/** The sign-ins of the in-memory Trakt, and the levers that tests pull on them. */
export interface TokenOffice {
  /** Tokens as if somebody had signed in. */
  issue(): Tokens;
  /** Makes access tokens expire: all, or the one given. Their refresh tokens stay good. */
  expire(accessToken?: string): void;
  /** Forgets access and refresh tokens: all, or the pair of the access token given. */
  revoke(accessToken?: string): void;
  /** Access tokens that are good now. */
  accessTokens(): readonly string[];
  /** Refresh tokens that have not been used. */
  refreshTokens(): readonly string[];
  /** The codes that wait for their person. */
  pendingDevices(): readonly string[];
  approveDevice(userCode: string): void;
  denyDevice(userCode: string): void;
  expireDevice(userCode: string): void;
  /** A code as the browser brings it to the redirect URI. */
  issueCode(options: { readonly redirectUri: string; readonly codeChallenge?: string }): string;
}

/** A device code and what became of it. */
export interface DeviceSignIn {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly challenge: string | undefined;
  state: "pending" | "approved" | "denied" | "expired" | "used";
}

/** {@link TokenOffice} with what the routes need. */
export interface TokenStoreroom extends TokenOffice {
  isGood(accessToken: string): boolean;
  /** Uses a refresh token up; undefined when it is unknown or was used. */
  rotate(refreshToken: string): Tokens | undefined;
  startDevice(challenge: string | undefined): DeviceSignIn;
  findDevice(deviceCode: string): DeviceSignIn | undefined;
  takeCode(code: string): { redirectUri: string; codeChallenge?: string } | undefined;
}

/** No sign-in yet. Tokens are counted, not random, so that a test can name them. */
export function createTokenOffice(now: () => number, lifetimeMs: number, prefix = ""): TokenStoreroom {
  const access = new Map<string, { expiresAt: number; refreshToken: string }>();
  const refresh = new Set<string>();
  const devices = new Map<string, DeviceSignIn>();
  const codes = new Map<string, { redirectUri: string; codeChallenge?: string }>();
  let count = 0;

  const issue = (): Tokens => {
    count += 1;
    const tokens = {
      accessToken: `${prefix}access-${count}`,
      refreshToken: `${prefix}refresh-${count}`,
      expiresAt: now() + lifetimeMs,
    };
    access.set(tokens.accessToken, { expiresAt: tokens.expiresAt, refreshToken: tokens.refreshToken });
    refresh.add(tokens.refreshToken);
    return tokens;
  };
  const settle = (userCode: string, state: DeviceSignIn["state"]): void => {
    const device = [...devices.values()].find((candidate) => candidate.userCode === userCode);
    if (device === undefined) throw new Error(`the in-memory Trakt has no device with the user code ${userCode}`);
    device.state = state;
  };
  const isGood = (accessToken: string): boolean => (access.get(accessToken)?.expiresAt ?? 0) > now();
  const chosen = (accessToken: string | undefined): string[] =>
    accessToken === undefined ? [...access.keys()] : [accessToken];

  return {
    issue,
    isGood,
    expire: (accessToken) => {
      for (const token of chosen(accessToken)) {
        const held = access.get(token);
        if (held) held.expiresAt = 0;
      }
    },
    revoke: (accessToken) => {
      for (const token of chosen(accessToken)) {
        refresh.delete(access.get(token)?.refreshToken ?? "");
        access.delete(token);
      }
    },
    accessTokens: () => [...access.keys()].filter(isGood),
    refreshTokens: () => [...refresh],
    pendingDevices: () =>
      [...devices.values()].filter(({ state }) => state === "pending").map(({ userCode }) => userCode),
    approveDevice: (userCode) => settle(userCode, "approved"),
    denyDevice: (userCode) => settle(userCode, "denied"),
    expireDevice: (userCode) => settle(userCode, "expired"),
    rotate: (refreshToken) => (refresh.delete(refreshToken) ? issue() : undefined),
    startDevice: (challenge) => {
      count += 1;
      const device: DeviceSignIn = {
        deviceCode: `${prefix}device-${count}`,
        userCode: `${prefix.toUpperCase()}CODE${count}`,
        challenge,
        state: "pending",
      };
      devices.set(device.deviceCode, device);
      return device;
    },
    findDevice: (deviceCode) => devices.get(deviceCode),
    issueCode: (options) => {
      count += 1;
      const code = `${prefix}code-${count}`;
      codes.set(code, options);
      return code;
    },
    takeCode: (code) => {
      const held = codes.get(code);
      codes.delete(code);
      return held;
    },
  };
}
