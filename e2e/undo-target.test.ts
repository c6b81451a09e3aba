import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

import { fillHousehold } from "./support/fill-household.ts";
import { runSync, runUndo } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services, ServicesOptions } from "./support/start-services.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

async function start(options: ServicesOptions = {}): Promise<Services> {
  const services = await startServices(options);
  open.push(services);
  return services;
}

function writesOf({ plex, trakt }: Services): readonly string[] {
  return [...plex.requests, ...trakt.requests]
    .filter(({ method, path }) => method !== "GET" || path.includes("scrobble"))
    .map(({ method, path }) => `${method} ${path}`);
}

function forgetRequests({ plex, trakt }: Services): void {
  plex.requests.clear();
  trakt.requests.clear();
}

describe("undo of a run that wrote to other data", () => {
  test.each(["watched", "rating", "collection", "watchlist"] as const)(
    "writes nothing to another Trakt account (%s)",
    async (field) => {
      const services = await start();
      fillHousehold(services);
      const { run } = await runSync(services, { only: [field] });
      services.trakt.account.changeSettings({ uuid: "00000000-0000-4000-8000-000000000002" });
      forgetRequests(services);
      await expect(runUndo(services, run)).rejects.toMatchObject({
        code: "failed",
        exitCode: 1,
        message: expect.stringContaining("another Trakt account"),
      });
      expect(writesOf(services)).toEqual([]);
    },
  );

  test("writes nothing to another Plex server", async () => {
    const services = await start();
    fillHousehold(services);
    const { run } = await runSync(services);
    const other = await start({ plex: { machineIdentifier: "another-machine" } });
    fillHousehold(other);
    const env = {
      PAKT_PLEX_URL: other.env["PAKT_PLEX_URL"] ?? "",
      PAKT_PLEX_TOKEN: other.env["PAKT_PLEX_TOKEN"] ?? "",
    };
    forgetRequests(services);
    await expect(runUndo(services, run, { env })).rejects.toMatchObject({
      code: "failed",
      message: expect.stringContaining("another Plex server"),
    });
    expect([writesOf(services), writesOf(other)]).toEqual([[], []]);
  });

  test("writes nothing while plex.tv does not say whose account it is", async () => {
    const services = await start();
    fillHousehold(services);
    const { run } = await runSync(services);
    for (const folder of ["cache/default/plex-account.json", "state/plex-account-default.json"]) {
      await rm(join(services.home, folder), { force: true });
    }
    services.plex.intercept(({ path }) => (path === "/api/v2/user" ? { kind: "reset" } : undefined));
    forgetRequests(services);
    await expect(runUndo(services, run)).rejects.toMatchObject({ code: "failed", exitCode: 1 });
    expect(writesOf(services)).toEqual([]);
  });

  test("asks base whose data it was where the record of the run does not say", async () => {
    const services = await start();
    fillHousehold(services);
    const { run } = await runSync(services, { only: ["rating"] });
    const file = join(services.home, `state/default/runs/${run}.json`);
    const { identities: _, ...record } = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify(record));
    services.trakt.account.changeSettings({ uuid: "00000000-0000-4000-8000-000000000002" });
    await expect(runUndo(services, run)).rejects.toMatchObject({ code: "failed" });
  });

  test("takes back what went to Plex alone, whoever is signed in to Trakt", async () => {
    const services = await start();
    fillHousehold(services);
    const { run } = await runSync(services, { only: ["rating"] });
    const text = await readFile(join(services.home, `state/default/runs/${run}.json`), "utf8");
    const onPlex = JSON.parse(text).operations.find(({ side }: { readonly side: string }) => side === "plex");
    services.trakt.account.changeSettings({ uuid: "00000000-0000-4000-8000-000000000002" });
    const report = await runUndo(services, run, { operation: onPlex.id });
    expect(report.fields.rating?.toPlex.removed).toBe(1);
  });
});
