import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";

import { createRedactor } from "./redactor.ts";

describe("createRedactor", () => {
  test.each([
    ["a header", "Authorization: Bearer eyJhbGciOi.J9-x", "Authorization: Bearer …"],
    [
      "an address with a token",
      "http://attic:32400/library?X-Plex-Token=abc123&a=1",
      "http://attic:32400/library?X-Plex-Token=…&a=1",
    ],
    ["an address with a password", "redis://user:p@ss@host:6379/0 is down", "redis://…@host:6379/0 is down"],
    [
      "an answer of the auth host",
      '{"access_token":"a1","expires_in":1,"refresh_token":"r1"}',
      '{"access_token":"…","expires_in":1,"refresh_token":"…"}',
    ],
    [
      "an answer within a text of JSON",
      String.raw`"{\"access_token\":\"a1\"}"`,
      String.raw`"{\"access_token\":\"…\"}"`,
    ],
    ["a form", "client_secret=s3 code_verifier=v4", "client_secret=… code_verifier=…"],
    ["a variable", "PAKT_PLEX_TOKEN=abc", "PAKT_PLEX_TOKEN=…"],
    ["a sentence without a secret", "Plex does not accept the token.", "Plex does not accept the token."],
  ])("takes out what stands where a secret stands: %s", (_, text, expected) => {
    expect(createRedactor().text(text)).toBe(expected);
  });

  test("leaves nothing of a secret that it knows, whatever it is and wherever it stands", () => {
    const secret = string({
      unit: constantFrom("a", "B", "9", "-", "_", ".", "~", "+", "/", "=", '"', "\\", "%", "&"),
      minLength: 6,
      maxLength: 12,
    });
    assert(
      property(array(secret, { minLength: 1, maxLength: 4 }), string(), string(), (secrets, before, after) => {
        const redactor = createRedactor();
        redactor.know(secrets);
        const text = secrets.map((each) => `${before}${each}${after}`).join("");
        const shown = redactor.text(text);
        expect(secrets.filter((each) => shown.includes(each))).toEqual([]);
      }),
    );
  });

  test("takes a short one out where it stands alone, and leaves words as they are", () => {
    const redactor = createRedactor();
    redactor.know(["a", "x.y"]);
    expect(redactor.text("a token like a, or x.y: a plan (a) at xay")).toBe("… token like …, or …: … plan (…) at xay");
  });

  test("knows a secret also as it stands in an address and in JSON", () => {
    const redactor = createRedactor();
    redactor.know(['a+b/"c', undefined, ""]);
    expect(redactor.text(String.raw`?t=a%2Bb%2F%22c and "a+b/\"c"`)).toBe('?t=… and "…"');
  });

  test("takes the texts of a whole value, and the names of its keys", () => {
    const redactor = createRedactor();
    redactor.know(["s3cret"]);
    expect(
      redactor.value({ s3cret: [1, true, null, "my s3cret"], other: { deep: "s3cret", accessToken: "unknown" } }),
    ).toEqual({ "…": [1, true, null, "my …"], other: { deep: "…", accessToken: "…" } });
  });
});
