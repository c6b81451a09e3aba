// One run in a process of its own, measured; says which pages it read.
import { openHome, sync } from "@pakt/sync";
import { homedir } from "node:os";

import { sendMeasures } from "./send-measures.ts";

const pages: { readonly url: string; readonly headers: Record<string, string> }[] = [];
const startedAt = performance.now();
const home = await openHome({
  env: process.env,
  userHome: homedir(),
  product: { name: "pakt-bench", version: "0.0.0" },
  tuning: { writeIntervalMs: 0, plexListIntervalMs: 0 },
  fetch: (input, init) => {
    const { method, url, headers } = new Request(input, init);
    if (method === "GET") pages.push({ url, headers: Object.fromEntries(headers) });
    return fetch(input, init);
  },
});
const { requests, exitCode } = await sync(home).finally(() => home.close());
sendMeasures(startedAt, { requests, exitCode, pages });
