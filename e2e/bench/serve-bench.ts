import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { fillHousehold } from "../support/fill-household.ts";
import { startChild } from "../support/run-child.ts";
import { startServices } from "../support/start-services.ts";

const FOLLOWERS = 200;
const REQUESTS_A_SECOND = 500;
const SECONDS = Number(process.argv[2] ?? 30);
const PASSWORD = "correct horse battery";

/** Follows the events and counts what comes. A follower whose stream breaks is an error. */
function follow(url: string, cookie: string, count: { events: number; errors: number }): () => void {
  const sent = request(`${url}api/events`, { agent: false, headers: { cookie } }, (response) => {
    if (response.statusCode !== 200) count.errors += 1;
    response.setEncoding("utf8").on("data", (text: string) => (count.events += text.split("\ndata: ").length - 1));
    response.on("error", () => (count.errors += isOver ? 0 : 1));
  });
  let isOver = false;
  sent.on("error", () => (count.errors += isOver ? 0 : 1));
  sent.end();
  return () => {
    isOver = true;
    sent.destroy();
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request, with how long it took in milliseconds. */
function ask(url: string, { cookie, method = "GET", body }: { cookie: string; method?: string; body?: string }) {
  const startedAt = performance.now();
  return new Promise<{
    readonly status: number;
    readonly text: string;
    readonly cookie: string;
    readonly tookMs: number;
  }>((resolve, reject) => {
    const headers = {
      cookie,
      ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    };
    const sent = request(url, { agent, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          text,
          cookie: (response.headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "",
          tookMs: performance.now() - startedAt,
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** What the server says of its own memory, MB. */
async function memoryOf(url: string, cookie: string): Promise<number> {
  const { text } = await ask(`${url}metrics`, { cookie });
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1] ?? 0) / 1024 / 1024;
}

const services = await startServices();
fillHousehold(services);
const child = startChild("apps/cli/src/main.ts", ["serve", "--port", "0", "--json"], services.env);
const told = await new Promise<{ readonly url: string; readonly setUpToken: string }>((resolve) => {
  let text = "";
  child.process.stdout?.on("data", (part: string) => {
    text += part;
    if (text.includes("}\n")) resolve(JSON.parse(text) as { url: string; setUpToken: string });
  });
});
const { url } = told;
const setUp = JSON.stringify({ token: told.setUpToken, password: PASSWORD });
const { cookie } = await ask(`${url}api/setup`, { cookie: "", method: "POST", body: setUp });

const count = { events: 0, errors: 0, requests: 0, refused: 0, plans: 0 };
const leave = Array.from({ length: FOLLOWERS }, () => follow(url, cookie, count));
const times: number[] = [];
const memory: number[] = [await memoryOf(url, cookie)];
const startedAt = performance.now();
let sent = 0;

async function askStatus(): Promise<void> {
  try {
    const { status, tookMs } = await ask(`${url}api/status`, { cookie });
    times.push(tookMs);
    count.requests += 1;
    if (status !== 200) count.refused += 1;
  } catch {
    count.errors += 1;
  }
}

const under: Promise<void>[] = [];
while (performance.now() - startedAt < SECONDS * 1000) {
  const due = Math.floor(((performance.now() - startedAt) / 1000) * REQUESTS_A_SECOND);
  for (; sent < due; sent += 1) {
    under.push(askStatus());
  }
  // A plan every second or so, so that there is something to follow.
  if (count.plans < (performance.now() - startedAt) / 1000) {
    count.plans += 1;
    await ask(`${url}api/plans`, { cookie, method: "POST", body: "{}" });
    if (count.plans % 5 === 0) memory.push(await memoryOf(url, cookie));
  }
  await sleep(5);
}
await Promise.all(under);
memory.push(await memoryOf(url, cookie));
for (const end of leave) end();
child.process.kill("SIGTERM");
const { code } = await child.ended;
await services.close();

const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): string => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)} ms`;
console.log(
  `${FOLLOWERS} followers, ${REQUESTS_A_SECOND} requests a second on /api/status, ${SECONDS} s, a plan a second`,
);
console.log(`answered      ${count.requests} of ${sent}; not 200: ${count.refused}; errors: ${count.errors}`);
console.log(`took          half ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, longest ${at(0.999_999)}`);
console.log(`events        ${count.events} in all, ${(count.events / FOLLOWERS).toFixed(0)} a follower`);
console.log(`memory        ${memory.map((mb) => mb.toFixed(0)).join(", ")} MB`);
console.log(`end           exit code ${code}`);
