import { describe, expect, test } from "vitest";

import { parseDotEnv, readEnvironment, secretsOf } from "./environment.ts";

const noFiles = (path: string): Promise<string> => Promise.reject(new Error(`no such file: ${path}`));

describe("readEnvironment", () => {
  test("takes what is set and leaves out what is not, or is empty", async () => {
    const variables = {
      PAKT_PLEX_URL: "http://plex.test:32400/",
      PAKT_PLEX_TOKEN: " token ",
      PAKT_TRAKT_CLIENT_ID: "",
    };
    expect(await readEnvironment(variables, noFiles)).toEqual({
      plexUrl: "http://plex.test:32400",
      plexToken: "token",
    });
  });

  test("passes over variables that it does not know", async () => {
    expect(await readEnvironment({ PAKT_SOMETHING: "nowhere", PAKT_COLOUR: "x" }, noFiles)).toEqual({});
  });

  test("reads a secret from the file that is named for it", async () => {
    const files = (path: string): Promise<string> => Promise.resolve(path === "/run/secrets/plex" ? "from-file\n" : "");
    expect(await readEnvironment({ PAKT_PLEX_TOKEN_FILE: "/run/secrets/plex" }, files)).toEqual({
      plexToken: "from-file",
    });
  });

  test.each([
    ["both forms of a secret", { PAKT_PLEX_TOKEN: "a", PAKT_PLEX_TOKEN_FILE: "/b" }, /both set/],
    [
      "a file that cannot be read",
      { PAKT_PLEX_TOKEN_FILE: "/b" },
      /^PAKT_PLEX_TOKEN_FILE names \/b, which cannot be read: /,
    ],
    ["a token with a space", { PAKT_PLEX_TOKEN: "a b" }, /PAKT_PLEX_TOKEN has a character in it that no token has/],
    [
      "an address of storage with a space",
      { PAKT_STORAGE_URL: "redis://a b" },
      /PAKT_STORAGE_URL has a character in it that no address has/,
    ],
    ["an address without a scheme", { PAKT_PLEX_URL: "192.168.1.10:32400" }, /PAKT_PLEX_URL is not a web address/],
    [
      "an address of another kind",
      { PAKT_TRAKT_API_URL: "ftp://trakt.test" },
      /PAKT_TRAKT_API_URL is not a web address/,
    ],
  ])("refuses %s", async (_, variables, message) => {
    await expect(readEnvironment(variables, noFiles)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(message),
    });
  });
});

describe("a secret's file", () => {
  const read = (answer: string | NodeJS.ErrnoException) => (): Promise<string> =>
    typeof answer === "string" ? Promise.resolve(answer) : Promise.reject(answer);
  const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

  test.each([
    ["is not there", failure("ENOENT"), "PAKT_PLEX_TOKEN_FILE names /s, which cannot be read: it is not there."],
    [
      "is not for this user",
      failure("EACCES"),
      "PAKT_PLEX_TOKEN_FILE names /s, which cannot be read: this user may not read it.",
    ],
    [
      "is a folder",
      failure("EISDIR"),
      "PAKT_PLEX_TOKEN_FILE names /s, which cannot be read: a folder stands in its place.",
    ],
    ["is empty", "", "PAKT_PLEX_TOKEN_FILE names /s, which is empty."],
    ["holds nothing but a line's end", " \n", "PAKT_PLEX_TOKEN_FILE names /s, which is empty."],
    [
      "has two lines",
      "a\nb\n",
      "PAKT_PLEX_TOKEN_FILE has a character in it that no token has, such as a space or a line break.",
    ],
  ])("that %s is refused in a sentence", async (_, answer, message) => {
    await expect(readEnvironment({ PAKT_PLEX_TOKEN_FILE: "/s" }, read(answer))).rejects.toMatchObject({
      code: "usage",
      exitCode: 2,
      message,
    });
  });
});

describe("secretsOf", () => {
  test("names every secret, and the password within the address of storage", () => {
    const environment = { plexUrl: "http://attic", plexToken: "p", storageUrl: "redis://u:p%40ss@h:1/0" };
    expect(secretsOf(environment)).toEqual(["p", "redis://u:p%40ss@h:1/0", "p%40ss", "p@ss"]);
  });
});

describe("parseDotEnv", () => {
  test("takes names and values, without quotes, comments and export", () => {
    const text = `# a comment\nPAKT_A=1\nexport PAKT_B="two words" # why\nPAKT_C='#3'\n\nnot a line\nPAKT_D=4 # four\r\n`;
    expect(parseDotEnv(text)).toEqual({ PAKT_A: "1", PAKT_B: "two words", PAKT_C: "#3", PAKT_D: "4" });
  });
});
