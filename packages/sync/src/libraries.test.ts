import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { chooseLibraries, listLibraries } from "./libraries.ts";
import type { Home } from "./home.ts";

async function configOf({ folder }: Home): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
}

const selectedOf = (libraries: Awaited<ReturnType<typeof listLibraries>>): readonly string[] =>
  libraries.filter(({ selected }) => selected).map(({ title }) => title);

describe("listLibraries", () => {
  test("gives every library with what is known of it, all selected where nothing was chosen", async () => {
    const { home } = await openConnectedHome();
    expect(await listLibraries(home)).toEqual([
      {
        key: "1",
        uuid: "library-1",
        title: "Movies",
        type: "movie",
        agent: "tv.plex.agents.movie",
        selected: true,
        supported: true,
      },
      {
        key: "2",
        uuid: "library-2",
        title: "Shows",
        type: "show",
        agent: "tv.plex.agents.series",
        selected: true,
        supported: true,
      },
    ]);
  });

  test("says which were chosen", async () => {
    const files = { "config.json": '{"version":1,"plex":{"libraries":["Shows"]}}' };
    const { home } = await openConnectedHome({ files });
    expect(selectedOf(await listLibraries(home))).toEqual(["Shows"]);
  });

  test("shows libraries that cannot be synced, never as selected", async () => {
    const { home, plex } = await openConnectedHome();
    plex.intercept(({ path, phase }) => {
      if (path !== "/library/sections" || phase !== "after") return undefined;
      const photos = { key: "9", type: "photo", title: "Photos", uuid: "library-9" };
      return { kind: "json", transform: () => ({ MediaContainer: { size: 1, Directory: [photos] } }) };
    });
    expect(await listLibraries(home)).toMatchObject([{ title: "Photos", selected: false, supported: false }]);
  });

  test.each([
    ["without an address", { PAKT_PLEX_URL: "" }, "not-configured"],
    ["without a token", { PAKT_PLEX_TOKEN: "" }, "sign-in-needed"],
    ["with a token that is not accepted", { PAKT_PLEX_TOKEN: "wrong" }, "sign-in-needed"],
  ])("%s says what to do", async (_, env, code) => {
    const { home } = await openConnectedHome({ env });
    await expect(listLibraries(home)).rejects.toMatchObject({ name: "PaktError", code, exitCode: 5 });
  });

  test("says so when the server does not answer", async () => {
    const { home, plex } = await openConnectedHome();
    plex.intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
    await expect(listLibraries(home)).rejects.toMatchObject({ code: "plex-unreachable", exitCode: 1 });
  });
});

describe("chooseLibraries", () => {
  test.each([
    ["key", "2"],
    ["uuid", "library-2"],
    ["title", "shows"],
  ])("chooses by %s, and stores the uuid: it outlives a renaming", async (_, name) => {
    const { home } = await openConnectedHome();
    expect(selectedOf(await chooseLibraries(home, [name]))).toEqual(["Shows"]);
    expect(await configOf(home)).toEqual({ version: 1, plex: { libraries: ["library-2"] } });
    expect((await stat(join(home.folder, "config.json"))).mode & 0o777).toBe(0o600);
  });

  test("stores `all` as it is: libraries that are added later are in it", async () => {
    const { home } = await openConnectedHome();
    await chooseLibraries(home, "all");
    expect(await configOf(home)).toEqual({ version: 1, plex: { libraries: "all" } });
  });

  test("keeps everything else that is in the file, also what was written there since it was read", async () => {
    const { home } = await openConnectedHome({ files: { "config.json": '{"version":1}' } });
    const written = {
      $schema: "./config.schema.json",
      version: 1,
      plex: { url: "http://plex.test:32400", libraries: ["1"] },
      fields: { rating: { direction: "off" } },
      ignore: ["movie:tmdb:603"],
    };
    await writeFile(join(home.folder, "config.json"), JSON.stringify(written));
    await chooseLibraries(home, ["2"]);
    expect(await configOf(home)).toEqual({ ...written, plex: { ...written.plex, libraries: ["library-2"] } });
  });

  test("writes nothing when a library is not there, and says which there are", async () => {
    const text = '{"version":1,"plex":{"libraries":["1"]}}';
    const { home } = await openConnectedHome({ files: { "config.json": text } });
    await expect(chooseLibraries(home, ["1", "Attic", "Cellar"])).rejects.toMatchObject({
      code: "usage",
      exitCode: 2,
      message: 'There is no movie or show library "Attic", "Cellar".',
      advice: "Choose from: 1 (Movies), 2 (Shows).",
    });
    expect(await readFile(join(home.folder, "config.json"), "utf8")).toBe(text);
  });

  test("leaves a file that has been broken since as it is", async () => {
    const { home } = await openConnectedHome();
    const path = join(home.folder, "config.json");
    await writeFile(path, "{");
    await expect(chooseLibraries(home, ["1"])).rejects.toMatchObject({ code: "config-invalid" });
    expect(await readFile(path, "utf8")).toBe("{");
  });
});
