import { describe, expect, test } from "vitest";
import { browserCommand } from "./open-browser.ts";

const LINK = "https://plex.tv/link";
const DISPLAY = { DISPLAY: ":0" };

describe("browserCommand", () => {
  test.each([
    ["linux", DISPLAY, ["xdg-open", LINK]],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, ["xdg-open", LINK]],
    ["freebsd", DISPLAY, ["xdg-open", LINK]],
    ["darwin", {}, ["open", LINK]],
    ["win32", {}, ["rundll32", "url.dll,FileProtocolHandler", LINK]],
  ] as const)("on %s with %j", (platform, env, command) => {
    expect(browserCommand(LINK, { env, platform })).toEqual(command);
  });

  test.each([
    ["without a display", "linux", {}],
    ["with an empty display", "linux", { DISPLAY: "", WAYLAND_DISPLAY: "" }],
    ["over SSH, also with a display of its own", "linux", { ...DISPLAY, SSH_CONNECTION: "10.0.0.1 1 10.0.0.2 22" }],
    ["over SSH on a Mac", "darwin", { SSH_TTY: "/dev/ttys001" }],
  ] as const)("is none %s", (_, platform, env) => {
    expect(browserCommand(LINK, { env, platform })).toBeUndefined();
  });

  test.each([
    ["https://auth.trakt.tv/activate/ABCD", true],
    ["https://trakt.tv/activate", true],
    ["http://plex.tv/link", false],
    ["https://plex.tv.example.org/link", false],
    ["https://plex.tv:8443/link", false],
    ["https://plex.tv@example.org/", false],
    ["https://someone@plex.tv/link", false],
    ["file:///etc/passwd", false],
    ["--version", false],
    ["", false],
  ])("opens %s: %s", (address, isOpened) => {
    expect(browserCommand(address, { env: DISPLAY, platform: "linux" }) !== undefined).toBe(isOpened);
  });
});
