import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { logPathOf } from "./log-path.ts";
import { collectSupport } from "./support-files.ts";
import type { SupportFile } from "./support-files.ts";
import { sync } from "./sync.ts";

const nodeVersion = "v24.0.0";

/** A household that synced one movie, met one that Trakt does not know, and another without ids. */
async function openUsedHome(): Promise<ConnectedHome> {
  const connected = await openConnectedHome({
    env: { PAKT_TRAKT_CLIENT_SECRET: "s3cret-of-the-app", PAKT_LOG_LEVEL: "debug" },
    files: { "config.json": JSON.stringify({ version: 1, ignore: ["movie:tmdb:9601"] }) },
  });
  const { plex, trakt, home } = connected;
  trakt.catalogue.addMovie({ ids: { trakt: 7001, tmdb: 9603 }, title: "Known Title" });
  plex.items.addMovie({ library: "1", title: "Known Title", guids: ["tmdb://9603"], userRating: 8 });
  plex.items.addMovie({ library: "1", title: "Strange Title", guids: ["tmdb://9604"], userRating: 6 });
  plex.items.addMovie({ library: "1", title: "Home Title", guids: [], guid: "local://9605" });
  await sync(home);
  await sync(home);
  return connected;
}

const find = (files: readonly SupportFile[], name: string): SupportFile | undefined =>
  files.find((file) => file.name === name);
const parse = (file: SupportFile | undefined): unknown => JSON.parse(file?.text ?? "null");

describe("collectSupport", () => {
  test("holds versions, choices, the examination, past runs and the end of the log", async () => {
    const { home } = await openUsedHome();
    const files = await collectSupport(home, { nodeVersion });
    const [newest, oldest] = (parse(find(files, "runs.json")) as readonly { readonly run: string }[]).map(
      ({ run }) => run,
    );
    expect(files.map(({ name }) => name)).toEqual([
      "about.json",
      "config.json",
      "examination.json",
      "runs.json",
      `runs/${newest ?? ""}.json`,
      `runs/${oldest ?? ""}.json`,
      "sync.log",
    ]);
    expect(parse(files[0])).toMatchObject({
      versions: { "pakt-test": "1.0.0", node: "24.0.0" },
      state: "in the folder",
      environment: expect.arrayContaining(["plexToken", "traktAccessToken", "logLevel"]),
      titles: false,
    });
    expect(parse(find(files, "config.json"))).toMatchObject({ rewatches: true, ignore: "1 titles" });
    expect(parse(find(files, "examination.json"))).toMatchObject({ checks: expect.any(Array), exitCode: 0 });
    expect(find(files, "sync.log")?.text).toBe(readFileSync(logPathOf(home.folder), "utf8"));
  });

  test("says what runs did without saying to what, the same title by the same number", async () => {
    const { home } = await openUsedHome();
    const files = await collectSupport(home, { nodeVersion });
    expect(files.map(({ text }) => text).join("\n")).not.toMatch(/Known|Strange|Home Title|9601|9603|9604|9605|7001/);
    const [, first] = files.filter(({ name }) => name.startsWith("runs/"));
    expect(parse(first)).toMatchObject({
      report: { lists: { problems: {}, unmatched: expect.any(Object) } },
      operations: expect.arrayContaining([
        expect.objectContaining({
          title: "movie 1",
          field: "rating",
          action: "add",
          side: "trakt",
          ids: ["tmdb", "plex"],
        }),
        expect.objectContaining({ title: "movie 2", outcome: "unmatched" }),
      ]),
    });
  });

  test("names titles where that is asked for", async () => {
    const { home } = await openUsedHome();
    const files = await collectSupport(home, { nodeVersion, withTitles: true });
    const text = files.map((file) => file.text).join("\n");
    expect(text).toContain("Known Title");
    expect(text).toContain("movie:tmdb:9601");
  });

  test("holds no secret of whatever kind, also where one has come into a file that holds none", async () => {
    const connected = await openUsedHome();
    const { home } = connected;
    const stored = { accessToken: "acc3ss-stored", refreshToken: "r3fresh-stored", expiresAt: 1e15 };
    await home.credentials.signIn({ trakt: stored });
    await home.credentials.signIn({ plex: "p1ex-stored", server: "p1ex-of-server" });
    const others = ["s3cret-of-the-app", "acc3ss-stored", "r3fresh-stored", "p1ex-stored", "p1ex-of-server"];
    const secrets = [...connected.secrets, ...others];
    const leaked = secrets.join(" ");
    const log = logPathOf(home.folder);
    await mkdir(dirname(log), { recursive: true });
    await writeFile(log, `{"event":"old","message":"${leaked} X-Plex-Token=other-token"}\n`);
    const record = {
      version: 1,
      summary: { run: "20260101T000000Z-aaaa", startedAt: "2026-01-01T00:00:00.000Z", leaked },
    };
    await home.storage.setItemRaw(
      "state:default:runs:20260101T000000Z-aaaa.json",
      JSON.stringify({ ...record, operations: [], outcomes: [] }),
    );
    const files = await collectSupport(
      { ...home, config: { ...home.config, plex: { ...home.config.plex, url: `http://${leaked}` } } },
      { nodeVersion, withTitles: true },
    );
    const text = files.map((file) => file.text).join("\n");
    expect(text).toContain("20260101T000000Z-aaaa");
    expect([...secrets, "other-token"].filter((secret) => text.includes(secret))).toEqual([]);
  });

  test("works on a home in which nothing was done yet, and on one that cannot be examined", async () => {
    const { home, plex, trakt } = await openConnectedHome();
    plex.intercept(() => ({ kind: "reset" }));
    trakt.intercept(() => ({ kind: "reset" }));
    const files = await collectSupport(home, { nodeVersion });
    expect(files.map(({ name }) => name)).toEqual([
      "about.json",
      "config.json",
      "examination.json",
      "runs.json",
      "sync.log",
    ]);
    expect(parse(find(files, "examination.json"))).toMatchObject({ exitCode: 1 });
  });

  test("names nobody who has an account on the machine", async () => {
    const { home } = await openConnectedHome();
    const warning = {
      message: "/home/mia/.config/pakt and /data/home/own can be read",
      advice: String.raw`C:\Users\mia\x`,
    };
    const [about] = await collectSupport({ ...home, warnings: [warning] }, { nodeVersion });
    expect(about?.text).toContain("/home/…/.config/pakt and /data/home/own can be read");
    expect(about?.text).not.toContain("mia");
  });
});
