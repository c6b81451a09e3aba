// The floor: the same pages, fetched with bare fetch and parsed with JSON.parse, both services at once.
import { z } from "zod";

import { sendMeasures } from "./send-measures.ts";

const pages = z
  .array(z.object({ side: z.enum(["plex", "trakt"]), path: z.string(), query: z.string() }))
  .parse(JSON.parse(process.argv[2] ?? "[]"));
const headers = {
  plex: {
    accept: "application/json",
    "x-plex-token": process.env["PAKT_PLEX_TOKEN"] ?? "",
    "x-plex-client-identifier": "bench",
  },
  trakt: {
    authorization: `Bearer ${process.env["PAKT_TRAKT_ACCESS_TOKEN"] ?? ""}`,
    "content-type": "application/json",
    "trakt-api-version": "2",
    "trakt-api-key": "in-memory-client",
    "user-agent": "bench/1.0",
  },
};
const urls = { plex: process.env["PAKT_PLEX_URL"], trakt: process.env["PAKT_TRAKT_API_URL"] };

const startedAt = performance.now();
let bytes = 0;
async function fetchAll(side: "plex" | "trakt"): Promise<void> {
  for (const page of pages.filter((candidate) => candidate.side === side)) {
    const response = await fetch(`${urls[side]}${page.path}?${page.query}`, { headers: headers[side] });
    const text = await response.text();
    if (!response.ok) throw new Error(`${page.path}: ${response.status} ${text.slice(0, 200)}`);
    bytes += text.length;
    JSON.parse(text);
  }
}
await Promise.all([fetchAll("plex"), fetchAll("trakt")]);
sendMeasures(startedAt, { pages: pages.length, bytes });
