import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";

import { differences, doubledPlays } from "../support/differences.ts";
import { fillHousehold } from "../support/fill-household.ts";
import { followEvents } from "../support/follow-events.ts";
import { runPakt, startChild } from "../support/run-child.ts";
import { serveChild, signInAt } from "../support/serve-child.ts";
import { clientWith, openServices } from "../support/start-server.ts";

/** A port that another program holds. */
async function takePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe("pakt serve", () => {
  test("prints where it is and a token that works once, and stops with 0 when it is asked to", async () => {
    const services = await openServices();
    const child = startChild("apps/cli/src/main.ts", ["serve", "--port", "0"], services.env);
    const stdout = await new Promise<string>((resolve) => {
      let text = "";
      child.process.stdout?.on("data", (chunk: string) => {
        text += chunk;
        if (text.includes("Ctrl-C")) resolve(text);
      });
    });
    expect(stdout).toMatch(/^[✓+] pakt serves http:\/\/127\.0\.0\.1:\d+\/$/m);
    expect(stdout).toMatch(/^ {4}[\w-]{43}$/m);
    expect(stdout).not.toContain("\u001B");
    child.process.kill("SIGTERM");
    expect(await child.ended).toMatchObject({ code: 0, stderr: expect.stringContaining("Stopping safely") });
  });

  test("a second one on the same home says who serves it; the first goes on", async () => {
    const services = await openServices();
    const first = await serveChild(services.env);
    const second = await runPakt(["serve", "--port", "0"], services.env);
    expect(second).toMatchObject({ code: 1, stdout: "" });
    expect(second.stderr).toContain(`A pakt server runs on this home already: process ${first.process.pid}`);
    expect((await fetch(`${first.url}healthz`)).status).toBe(200);
  });

  test("a port that is taken is named, with what to do, and the home is free again", async () => {
    const services = await openServices();
    const port = await takePort();
    const refused = await runPakt(["serve", "--port", String(port)], services.env);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain(`The port ${port} of 127.0.0.1 is taken by another program.`);
    expect(refused.stderr).toContain("--port");
    expect(refused.stderr).not.toContain(" at ");
    expect((await fetch(`${(await serveChild(services.env)).url}healthz`)).status).toBe(200);
  });

  test.each([
    [["--port", "many"], "is no port"],
    [["--port", "70000"], "is no port"],
    [["--host", "192.0.2.1"], "is no address of this machine"],
    [["--base-path", "pakt"], "is no base path"],
    [["--trust-proxy", "nginx"], "is no address of a proxy"],
  ])("%s ends with 2 and a sentence", async (flags, sentence) => {
    const services = await openServices();
    const { code, stderr } = await runPakt(["serve", ...flags], services.env);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test("stopped in the middle of a run it lets the batch in flight end and records it; the next run ends equal, nothing doubled", async () => {
    const services = await openServices();
    const household = fillHousehold(services);
    const first = await serveChild(services.env);
    const { client, url, cookie } = await signInAt(first);
    await client.call("startSync", { body: {} });
    const follower = followEvents(url, cookie, { until: ({ type }) => type === "run-end" });
    await followEvents(url, cookie, { until: ({ type }) => type === "apply-progress" });
    first.process.kill("SIGTERM");
    expect((await follower).at(-1)?.event).toMatchObject({ type: "run-end", purpose: "sync" });
    expect(await first.ended).toMatchObject({ code: 0 });

    const second = await serveChild(services.env);
    expect(second.setUpToken).toBeUndefined();
    const address = second.url.replace(/\/$/, "");
    const again = clientWith(address, cookie);
    expect((await again.call("listRuns", {})).total).toBe(1);
    await again.call("startSync", { body: {} });
    await followEvents(address, cookie, { until: ({ type }) => type === "run-end" });
    expect(differences(services, household.placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
  });

  test("killed in the middle of a run it starts again with the session; the next run ends equal, nothing doubled", async () => {
    const services = await openServices();
    const household = fillHousehold(services);
    const first = await serveChild(services.env);
    const { client, url, cookie } = await signInAt(first);
    await client.call("startSync", { body: {} });
    await followEvents(url, cookie, { until: ({ type }) => type === "apply-progress" });
    first.process.kill("SIGKILL");
    await first.ended;

    const second = await serveChild(services.env);
    const address = second.url.replace(/\/$/, "");
    const again = clientWith(address, cookie);
    expect((await again.call("readRun", {})).current).toBeUndefined();
    await again.call("startSync", { body: {} });
    const events = await followEvents(address, cookie, { until: ({ type }) => type === "run-end" });
    expect(events.at(-1)?.event).toMatchObject({ type: "run-end", exitCode: 0 });
    expect((await again.call("listRuns", {})).runs.map(({ hasEnded }) => hasEnded)).toEqual([true, false]);
    expect(differences(services, household.placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
  });
});
