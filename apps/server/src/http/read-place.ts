import { isIP } from "node:net";

import { PaktError } from "@pakt/sync";
import type { Environment } from "@pakt/sync";

/** Where the server stands and whom it answers. */
export interface Place {
  /** An address or name of this machine. Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Default 8080; 0 takes any free one. */
  readonly port?: number | undefined;
  /** Where it stands behind a proxy, e.g. `/pakt`. Default: the root. */
  readonly basePath?: string | undefined;
  /** Names that it answers to beside addresses and those of this machine. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Addresses of proxies whose `X-Forwarded-*` is believed. */
  readonly trustedProxies?: readonly string[] | undefined;
}

type Environs = Pick<Environment, "host" | "port" | "basePath" | "allowedHosts" | "trustedProxies">;

/** What was asked for, else what the environment says, else the defaults. Throws PaktError `usage` for what cannot be. */
export function readPlace(
  asked: Place,
  environment: Environs,
): { readonly [Key in keyof Place]-?: NonNullable<Place[Key]> } {
  return {
    host: asked.host ?? environment.host ?? "127.0.0.1",
    port: readPort(asked.port ?? environment.port ?? 8080),
    basePath: readBasePath(asked.basePath ?? environment.basePath ?? ""),
    allowedHosts: (asked.allowedHosts ?? readList(environment.allowedHosts)).map((name) => name.replace(/:\d+$/, "")),
    trustedProxies: (asked.trustedProxies ?? readList(environment.trustedProxies)).map(readAddress),
  };
}

function readPort(port: number | string): number {
  const number = typeof port === "string" && !/^\d{1,5}$/.test(port) ? Number.NaN : Number(port);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new PaktError("usage", `${JSON.stringify(port)} is no port.`, {
    advice: "Use a number from 1 to 65535: --port 8080 (PAKT_PORT).",
  });
}

function readBasePath(path: string): string {
  const bare = path.replace(/\/+$/, "");
  if (bare === "" || /^(\/[\w.~-]+)+$/.test(bare)) return bare;
  throw new PaktError("usage", `${JSON.stringify(path)} is no base path.`, {
    advice: "Use a path like /pakt: --base-path /pakt (PAKT_BASE_PATH).",
  });
}

function readAddress(address: string): string {
  if (isIP(address) !== 0) return address;
  throw new PaktError("usage", `${JSON.stringify(address)} is no address of a proxy.`, {
    advice: "Use its IP address: --trust-proxy 172.17.0.1 (PAKT_TRUSTED_PROXIES).",
  });
}

function readList(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
