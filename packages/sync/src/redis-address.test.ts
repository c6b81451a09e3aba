import { describe, expect, test } from "vitest";

import { parseStorageUrl } from "./redis-address.ts";

describe("parseStorageUrl", () => {
  test.each([
    [
      "a host alone",
      "redis://nas.local",
      { host: "nas.local", port: 6379, isEncrypted: false, database: 0, name: "redis://nas.local:6379/0" },
    ],
    [
      "all there can be",
      "rediss://pakt:p%40ss%2Fw%3Ard@10.0.0.5:6380/3",
      {
        host: "10.0.0.5",
        port: 6380,
        isEncrypted: true,
        database: 3,
        username: "pakt",
        password: "p@ss/w:rd",
        name: "rediss://10.0.0.5:6380/3",
      },
    ],
    [
      "a password without a user, and an address of six",
      "redis://:secret@[::1]:7000/",
      {
        host: "::1",
        port: 7000,
        isEncrypted: false,
        database: 0,
        password: "secret",
        name: "redis://[::1]:7000/0",
      },
    ],
  ])("reads %s", (_, text, expected) => {
    expect(parseStorageUrl(text)).toEqual(expected);
  });

  test.each([
    ["another scheme", "postgres://u:hunter2@h/0", /is no address of a Redis server/],
    ["a web address", "https://u:hunter2@h", /is no address of a Redis server/],
    ["no scheme", "u:hunter2@h:6379", /is no address of a Redis server/],
    ["a socket", "redis:///hunter2.sock", /has more in it/],
    ["a password with a slash in it", "redis://u:hunter2/x@h:6379", /PAKT_STORAGE_URL/],
    ["a password with a percent in it", "redis://u:hunter2%x@h:6379", /% that stands for nothing/],
    ["options of a client", "redis://u:hunter2@h/0?family=6", /has more in it/],
    ["a database that is no number", "redis://u:hunter2@h/main", /has more in it/],
  ])("refuses %s, and shows nothing of it", (_, text, message) => {
    const said = (): unknown => {
      try {
        return parseStorageUrl(text);
      } catch (error) {
        return error;
      }
    };
    expect(said()).toMatchObject({ code: "usage", exitCode: 2, message: expect.stringMatching(message) });
    expect(JSON.stringify(said(), ["message", "advice", "stack", "cause"])).not.toContain("hunter2");
  });
});
