// The floor: the same pages, fetched with bare fetch and parsed with JSON.parse, both services at once and as many at a time as the run did.
import { once } from "node:events";
import { z } from "zod";

import type { FloorMeasures, Page } from "./measures.ts";
import { pageSchema, startMeasuring } from "./measures.ts";

async function readPage({ url, headers }: Page): Promise<number> {
  const get = (): Promise<Response> => fetch(url, { headers });
  // A kept-alive connection may be closed in the moment in which it is used again.
  const response = await get().catch(get);
  // What has not changed since has no body.
  if (response.status === 304) return 0;
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  JSON.parse(text);
  return text.length;
}

async function readPages(pages: readonly Page[], atOnce: number): Promise<number> {
  const waiting = pages.values();
  const readNext = async (): Promise<number> => {
    let bytes = 0;
    for (const page of waiting) bytes += await readPage(page);
    return bytes;
  };
  return sum(await Promise.all(Array.from({ length: atOnce }, readNext)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

async function measureFloor(message: unknown): Promise<FloorMeasures> {
  const { pages, atOnce } = floorInput.parse(message);
  const hosts = Map.groupBy(pages, ({ url }) => new URL(url).host);
  const measure = startMeasuring();
  const bytes = await Promise.all([...hosts].map(([host, ofHost]) => readPages(ofHost, atOnce[host] ?? 1)));
  return { ...measure(), bytes: sum(bytes) };
}

const floorInput = z.object({ pages: z.array(pageSchema), atOnce: z.record(z.string(), z.number()) });

process.send?.("ready");
const [message] = await once(process, "message");
process.send?.(await measureFloor(message));
process.disconnect();
