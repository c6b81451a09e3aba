// The floor: the same pages, fetched with bare fetch and parsed with JSON.parse, both services at once.
import { z } from "zod";

import { sendMeasures } from "./send-measures.ts";

const page = z.object({ url: z.string(), headers: z.record(z.string(), z.string()) });
type Page = z.infer<typeof page>;

async function readPages(pages: readonly Page[]): Promise<number> {
  let bytes = 0;
  for (const { url, headers } of pages) {
    const get = (): Promise<Response> => fetch(url, { headers });
    // A kept-alive connection may be closed in the moment in which it is used again.
    const response = await get().catch(get);
    // What has not changed since has no body.
    if (response.status === 304) continue;
    const text = await response.text();
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    bytes += text.length;
    JSON.parse(text);
  }
  return bytes;
}

process.once("message", (message) => {
  const pages = z.array(page).parse(message);
  const hosts = Map.groupBy(pages, ({ url }) => new URL(url).host);
  const startedAt = performance.now();
  void Promise.all([...hosts.values()].map(readPages)).then((bytes) =>
    sendMeasures(startedAt, { bytes: bytes.reduce((sum, each) => sum + each, 0) }),
  );
});
process.send?.("ready");
