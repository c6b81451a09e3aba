import { assert, asyncProperty, constantFrom, option } from "fast-check";
import { chmod, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { makeFolder, openTestHome } from "../test/open-test-home.ts";
import { openHome } from "./home.ts";
import type { Home, OpenHomeOptions } from "./home.ts";

const product = { name: "pakt-test", version: "1.0.0" };

function toDotEnv(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map((pair) => pair.join("="))
    .join("\n");
}

function open(env: OpenHomeOptions["env"], userHome = "/nowhere"): Promise<Home> {
  return openHome({ env, userHome, product });
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe("the home's folder", () => {
  test.each([
    ["PAKT_HOME", { PAKT_HOME: "own", XDG_CONFIG_HOME: "xdg" }, "own"],
    ["XDG_CONFIG_HOME when that is not set", { XDG_CONFIG_HOME: "xdg" }, "xdg/pakt"],
    ["XDG_CONFIG_HOME when that is empty", { PAKT_HOME: "", XDG_CONFIG_HOME: "xdg" }, "xdg/pakt"],
    [".config of the person's folder when neither is set", {}, ".config/pakt"],
    [".config of the person's folder when both are empty", { PAKT_HOME: "", XDG_CONFIG_HOME: "" }, ".config/pakt"],
  ])("is where %s says", async (_, names, expected) => {
    const root = await makeFolder();
    const env = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, value && join(root, value)]));
    const home = await open(env, root);
    expect(home.folder).toBe(join(root, expected));
    expect(await modeOf(home.folder)).toBe("700");
  });

  test("is closed to others, and so are the credentials, when they were open", async () => {
    const root = await makeFolder({ "credentials.json": '{"version":1,"profiles":{}}' });
    await chmod(root, 0o755);
    await chmod(join(root, "credentials.json"), 0o644);
    await open({ PAKT_HOME: root });
    expect([await modeOf(root), await modeOf(join(root, "credentials.json"))]).toEqual(["700", "600"]);
  });

  test("keeps stricter rights that a person gave it", async () => {
    const root = await makeFolder({ "credentials.json": '{"version":1,"profiles":{}}' });
    await chmod(join(root, "credentials.json"), 0o400);
    await open({ PAKT_HOME: root });
    expect(await modeOf(join(root, "credentials.json"))).toBe("400");
  });

  test("that cannot be made stops with its name", async () => {
    const root = await makeFolder({ file: "" });
    const folder = join(root, "file", "pakt");
    await expect(open({ PAKT_HOME: folder })).rejects.toMatchObject({
      code: "home-unusable",
      exitCode: 1,
      message: `The folder ${folder} cannot be used: a file stands where a folder should be.`,
    });
  });

  test.each([
    ["no home folder of a user", {}],
    ["nothing but empty names", { PAKT_HOME: "", XDG_CONFIG_HOME: "" }],
  ])("that is nowhere says what is needed: %s", async (_, env) => {
    await expect(open(env, "")).rejects.toMatchObject({
      code: "home-unusable",
      message: "This user has no home folder, where pakt would keep what it remembers.",
      advice: expect.stringContaining("Set PAKT_HOME"),
    });
  });

  test("is not needed where the state is on a server: only its address is looked at", async () => {
    const root = await makeFolder({ file: "" });
    const env = { PAKT_HOME: join(root, "file", "pakt"), PAKT_STORAGE_URL: "redis://127.0.0.1:1/0" };
    await expect(open(env)).rejects.toThrow("The state at redis://127.0.0.1:1/0 cannot be used");
  });

  test("with a .env that cannot be read stops with its name", async () => {
    const root = await makeFolder();
    await mkdir(join(root, ".env"));
    await expect(open({ PAKT_HOME: root })).rejects.toMatchObject({
      code: "home-unusable",
      message: `${join(root, ".env")} cannot be read: a folder stands in its place.`,
    });
  });
});

describe("what others can read", () => {
  test("is told of, with the command that mends it, where it holds secrets", async () => {
    const root = await makeFolder({ ".env": "PAKT_PLEX_TOKEN=secret\n", trakt: "secret\n" });
    const names = [join(root, ".env"), join(root, "trakt")];
    for (const name of names) await chmod(name, 0o644);
    const { warnings } = await open({ PAKT_HOME: root, PAKT_TRAKT_ACCESS_TOKEN_FILE: names[1] });
    expect(warnings.map(({ advice }) => advice)).toEqual(names.map((name) => `chmod 600 ${name}`));
  });

  test("is nobody's secret where it holds none", async () => {
    const root = await makeFolder({ ".env": "PAKT_PLEX_URL=http://plex.test:32400\n" });
    await chmod(join(root, ".env"), 0o644);
    expect((await open({ PAKT_HOME: root })).warnings).toEqual([]);
  });
});

describe("what was configured", () => {
  const DOT_ENV = "PAKT_PLEX_URL=http://file.test:32400\nPAKT_PLEX_TOKEN=from-file\n";

  test("is read from the folder's .env", async () => {
    const { environment } = await openTestHome({ files: { ".env": DOT_ENV } });
    expect(environment).toEqual({ plexUrl: "http://file.test:32400", plexToken: "from-file" });
  });

  test.each<[string, OpenHomeOptions["env"], object]>([
    ["the environment wins over the .env", { PAKT_PLEX_TOKEN: "own" }, { plexToken: "own" }],
    ["an empty variable is none, and the .env counts", { PAKT_PLEX_TOKEN: "" }, { plexToken: "from-file" }],
    ["a variable that is not set is none", { PAKT_PLEX_TOKEN: undefined }, { plexToken: "from-file" }],
  ])("%s", async (_, env, expected) => {
    const { environment } = await openTestHome({ files: { ".env": DOT_ENV }, env });
    expect(environment).toEqual({ plexUrl: "http://file.test:32400", ...expected });
  });

  test("a secret's file in the environment wins over the secret in the .env", async () => {
    const root = await makeFolder({ secret: "from-secret\n" });
    const { environment } = await openTestHome({
      files: { ".env": DOT_ENV },
      env: { PAKT_PLEX_TOKEN_FILE: join(root, "secret") },
    });
    expect(environment.plexToken).toBe("from-secret");
  });

  test("is the defaults where there is no config.json", async () => {
    const { config } = await openTestHome();
    expect(config).toMatchObject({
      plex: { libraries: "all" },
      fields: {
        watched: { direction: "two-way", removals: "keep", conflicts: "newest", types: ["movie", "episode"] },
        rating: { direction: "two-way", removals: "propagate", conflicts: "newest" },
      },
      rewatches: true,
      batches: { history: 500, ratings: 200, plexWrites: 4 },
    });
  });

  test("is config.json where there is one, and the defaults for what it leaves out", async () => {
    const text = '{"version":1,"fields":{"rating":{"direction":"off"}}}';
    const { config } = await openTestHome({ files: { "config.json": text } });
    expect(config.fields).toMatchObject({
      watched: { direction: "two-way" },
      rating: { direction: "off", removals: "propagate" },
    });
  });

  test.each([
    ["is no JSON", '{\n  "version": 1,\n}\n', /^line 3: this is not valid JSON\.$/],
    ["has a key that is not known", '{\n  "version": 1,\n  "librarys": []\n}', /^line 3: unknown key "librarys"\.$/],
    [
      "has a value that is not known",
      '{\n  "version": 1,\n  "fields": {\n    "rating": { "direction": "sideways" }\n  }\n}',
      /^line 4: "sideways" is not one of two-way, plex-to-trakt, trakt-to-plex, off \(fields\.rating\.direction\)\.$/,
    ],
  ])("that %s stops with file and line, and leaves the file as it is", async (_, text, message) => {
    const root = await makeFolder({ "config.json": text });
    const path = join(root, "config.json");
    const error: unknown = await open({ PAKT_HOME: root }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "PaktError", code: "config-invalid", exitCode: 1 });
    const said = String(error instanceof Error ? error.message : error).replace(`${path}, `, "");
    expect(said).toMatch(message);
    expect(await readFile(path, "utf8")).toBe(text);
  });
});

describe("the profile", () => {
  const files = { "config.json": '{"version":1,"rewatches":false,"profiles":{"kids":{"rewatches":true},"anna":{}}}' };

  test.each([
    ["default where nothing is said", {}, undefined, "default"],
    ["what PAKT_PROFILE says", { PAKT_PROFILE: "kids" }, undefined, "kids"],
    ["what the caller says, before PAKT_PROFILE", { PAKT_PROFILE: "kids" }, "anna", "anna"],
  ])("is %s", async (_, env, profile, expected) => {
    const home = await openTestHome({ files, env, profile });
    expect([home.profile, home.config.rewatches]).toEqual([expected, expected === "kids"]);
  });

  test.each([
    ["kid", 'There is no profile "kid". Did you mean kids?'],
    ["anan", 'There is no profile "anan".'],
    ["../kids", 'There is no profile "../kids".'],
    ["constructor", 'There is no profile "constructor".'],
  ])("that there is not, as %s, is wrong usage and named with the nearest", async (profile, message) => {
    await expect(openTestHome({ files, profile })).rejects.toMatchObject({
      code: "usage",
      exitCode: 2,
      message: expect.stringContaining(message),
      advice: "Choose from: default, kids, anna. A new one is made with pakt profiles add NAME.",
    });
  });

  const tokens = { PAKT_PLEX_TOKEN: "plex", PAKT_TRAKT_ACCESS_TOKEN: "access", PAKT_TRAKT_REFRESH_TOKEN: "refresh" };

  test.each<[string, Readonly<Record<string, string>>, string | undefined, boolean]>([
    ["default's where no profile is named beside them", tokens, undefined, true],
    ["not those of another profile that is asked for", tokens, "kids", false],
    ["those of the profile that is named beside them", { ...tokens, PAKT_PROFILE: "kids" }, undefined, true],
    ["not default's then", { ...tokens, PAKT_PROFILE: "kids" }, "default", false],
    ["nor anybody else's", { ...tokens, PAKT_PROFILE: "kids" }, "anna", false],
  ])("has the tokens of the environment: %s", async (_, env, profile, isGiven) => {
    const { environment } = await openTestHome({ files, env: { ...env, PAKT_TRAKT_CLIENT_SECRET: "app" }, profile });
    expect(environment.traktClientSecret).toBe("app");
    expect([environment.plexToken, environment.traktAccessToken, environment.traktRefreshToken]).toEqual(
      isGiven ? ["plex", "access", "refresh"] : [undefined, undefined, undefined],
    );
  });

  test("never has a token that is named for another, however it is chosen", async () => {
    const name = option(constantFrom("default", "kids", "anna"), { nil: undefined });
    const law = asyncProperty(name, name, name, async (inFile, inProcess, asked) => {
      const naming = (who: string | undefined) => (who === undefined ? {} : { PAKT_PROFILE: who });
      const ofFile = inFile ?? "default";
      const dotEnv = { ...naming(inFile), PAKT_PLEX_TOKEN: ofFile, PAKT_TRAKT_REFRESH_TOKEN: ofFile };
      const home = await openTestHome({
        files: { ...files, ".env": toDotEnv(dotEnv) },
        env: { ...naming(inProcess), PAKT_TRAKT_ACCESS_TOKEN: inProcess ?? ofFile },
        profile: asked,
      });
      const { plexToken, traktAccessToken, traktRefreshToken } = home.environment;
      const given = [plexToken, traktAccessToken, traktRefreshToken].filter((token) => token !== undefined);
      return home.profile === (asked ?? inProcess ?? ofFile) && given.every((token) => token === home.profile);
    });
    await expect(assert(law)).resolves.toBeUndefined();
  });

  test("never has the tokens of the .env file because the process names a profile", async () => {
    const openWith = (env: Readonly<Record<string, string>>, dotEnv: string) =>
      openTestHome({ files: { ...files, ".env": dotEnv }, env });
    const other = await openWith({ PAKT_PROFILE: "kids", PAKT_TRAKT_ACCESS_TOKEN: "kids" }, "PAKT_PLEX_TOKEN=default");
    expect(other.environment).not.toHaveProperty("plexToken");
    expect(other.environment.traktAccessToken).toBe("kids");
    const same = await openWith({ PAKT_TRAKT_ACCESS_TOKEN: "kids" }, "PAKT_PROFILE=kids\nPAKT_PLEX_TOKEN=kids");
    expect(same).toMatchObject({ profile: "kids", environment: { plexToken: "kids", traktAccessToken: "kids" } });
  });
});
