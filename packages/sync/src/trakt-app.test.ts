import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { chooseTraktApp } from "./trakt-app.ts";

const NO_APP = { env: { PAKT_TRAKT_CLIENT_ID: "" } };

describe("chooseTraktApp", () => {
  test("asks Trakt with the app, and writes it down", async () => {
    const { home, trakt } = await openConnectedHome(NO_APP);
    await chooseTraktApp(home, " my-app ");
    expect(trakt.requests.map(({ path, body }) => [path, body])).toEqual([
      ["/oauth/device/code", expect.objectContaining({ client_id: "my-app" })],
    ]);
    const config: unknown = JSON.parse(await readFile(join(home.folder, "config.json"), "utf8"));
    expect(config).toEqual({ version: 1, trakt: { clientId: "my-app" } });
  });

  test.each([
    ["that Trakt does not know", "wrong", "sign-in-needed", "Trakt does not know an app with this client id."],
    ["with a space in it", "two words", "usage", "A client id has no spaces and no line breaks in it."],
    ["that is empty", " ", "usage", "A client id has no spaces and no line breaks in it."],
  ])("writes nothing down of one %s", async (_, clientId, code, message) => {
    const { home, trakt } = await openConnectedHome(NO_APP);
    trakt.intercept(() => ({ kind: "status", status: 401, body: { error: "invalid_client" } }));
    await expect(chooseTraktApp(home, clientId)).rejects.toMatchObject({ code, message });
    await expect(readFile(join(home.folder, "config.json"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("is refused where the environment would win", async () => {
    const { home } = await openConnectedHome();
    await expect(chooseTraktApp(home, "mine")).rejects.toThrow("PAKT_TRAKT_CLIENT_ID is set");
  });

  test("can be stopped", async () => {
    const { home } = await openConnectedHome(NO_APP);
    await expect(chooseTraktApp(home, "mine", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "interrupted",
    });
  });
});
