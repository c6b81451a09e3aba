// One run in a process of its own, measured; says what it asked for.
import { openHome, sync } from "@pakt/sync";
import { homedir } from "node:os";

import type { Page, RunMeasures } from "./measures.ts";
import { startMeasuring } from "./measures.ts";

const pages: Page[] = [];
const endpoints: Record<string, number> = {};
const atOnce: Record<string, number> = {};
const underWay: Record<string, number> = {};
const traktHost = new URL(process.env["PAKT_TRAKT_API_URL"] ?? "").host;

function note(request: Request): string {
  const { host, pathname } = new URL(request.url);
  const service = host === traktHost ? "Trakt" : "Plex";
  const endpoint = `${service} ${request.method} ${pathname.replaceAll(/\/\d+(?=\/|$)/g, "/:id")}`;
  endpoints[endpoint] = (endpoints[endpoint] ?? 0) + 1;
  underWay[host] = (underWay[host] ?? 0) + 1;
  atOnce[host] = Math.max(atOnce[host] ?? 0, underWay[host]);
  if (request.method === "GET") pages.push({ url: request.url, headers: Object.fromEntries(request.headers) });
  return host;
}

const startUp = process.cpuUsage();
const measure = startMeasuring();
const home = await openHome({
  env: process.env,
  userHome: homedir(),
  product: { name: "pakt-bench", version: "0.0.0" },
  tuning: { writeIntervalMs: 0, plexListIntervalMs: 0 },
  fetch: async (input, init) => {
    const host = note(new Request(input, init));
    try {
      return await fetch(input, init);
    } finally {
      underWay[host] = (underWay[host] ?? 0) - 1;
    }
  },
});
const { requests, exitCode, fields } = await sync(home).finally(() => home.close());
const counts = Object.values(fields).flatMap(({ toPlex, toTrakt }) => [toPlex, toTrakt]);
const measured: RunMeasures = {
  ...measure(),
  startUpCpuMs: Math.round((startUp.user + startUp.system) / 1000),
  requests,
  exitCode,
  written: counts.reduce((sum, { added, updated, removed }) => sum + added + updated + removed, 0),
  endpoints,
  pages,
  atOnce,
};
process.send?.(measured);
process.disconnect();
