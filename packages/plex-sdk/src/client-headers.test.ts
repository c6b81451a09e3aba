import { describe, expect, it } from "vitest";

import { clientHeaders, tokenHeader } from "./client-headers.ts";

describe("clientHeaders", () => {
  it("says who is asking and that JSON is wanted", () => {
    const client = { clientIdentifier: "id", product: "pakt", version: "1", deviceName: "nas", platform: "Linux" };

    expect(clientHeaders(client)).toEqual({
      accept: "application/json",
      "x-plex-client-identifier": "id",
      "x-plex-product": "pakt",
      "x-plex-version": "1",
      "x-plex-device-name": "nas",
      "x-plex-platform": "Linux",
    });
  });

  it("spells letters beyond ASCII as UTF-8 bytes, which fetch takes", () => {
    const { "x-plex-device-name": name } = clientHeaders({
      clientIdentifier: "id",
      product: "pakt",
      version: "1",
      deviceName: "Őrs\r\nnas",
    });

    expect(name).toBe("\u00C5\u0090rs  nas");
    expect(() => new Headers({ "x-plex-device-name": name ?? "" })).not.toThrow();
  });
});

describe("tokenHeader", () => {
  it("trims the token", () => {
    expect(tokenHeader(" abc\n")).toEqual({ "x-plex-token": "abc" });
  });

  it.each([[undefined], [""], ["  "]])("throws unauthorized for %j", (token) => {
    expect(() => tokenHeader(token)).toThrow(expect.objectContaining({ code: "unauthorized" }));
  });
});
