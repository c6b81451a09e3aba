import { PlexError } from "@pakt/plex-sdk";
import { TraktError } from "@pakt/trakt-sdk";
import type { TraktErrorCode } from "@pakt/trakt-sdk";
import { describe, expect, test } from "vitest";

import type { PaktErrorCode } from "./pakt-error.ts";
import { toPaktError } from "./to-pakt-error.ts";

const facts = { message: "In words of the SDK.", method: "GET", url: "https://trakt.test" };

/** What every failure of Trakt comes to: `satisfies` names the one that is missing. */
const OF_TRAKT = {
  "sign-in-required": "sign-in-needed",
  "client-rejected": "sign-in-needed",
  "app-limit": "sign-in-needed",
  "vip-required": "sign-in-needed",
  forbidden: "sign-in-needed",
  "edge-blocked": "trakt-unreachable",
  "account-locked": "account-locked",
  aborted: "interrupted",
  "not-found": "trakt-unreachable",
  conflict: "trakt-unreachable",
  precondition: "trakt-unreachable",
  "invalid-request": "trakt-unreachable",
  "too-large": "trakt-unreachable",
  "account-limit": "trakt-unreachable",
  "rate-limited": "trakt-unreachable",
  "server-error": "trakt-unreachable",
  network: "trakt-unreachable",
  timeout: "trakt-unreachable",
  incomplete: "trakt-unreachable",
  "unreadable-answer": "trakt-unreachable",
  "device-code-expired": "trakt-unreachable",
  "device-code-denied": "trakt-unreachable",
  "device-code-used": "trakt-unreachable",
  "device-code-unknown": "trakt-unreachable",
} as const satisfies Record<TraktErrorCode, PaktErrorCode>;

describe("toPaktError", () => {
  test.each(Object.entries(OF_TRAKT) as [TraktErrorCode, PaktErrorCode][])(
    "of Trakt's %s makes %s",
    (code, expected) => {
      const error = toPaktError(new TraktError({ ...facts, code }));
      expect(error).toMatchObject({ code: expected, advice: expect.stringMatching(/\S/) });
      expect(error?.cause).toMatchObject({ code });
    },
  );

  test("gives each trouble with the app a sentence of its own", () => {
    const codes = [
      "sign-in-required",
      "client-rejected",
      "app-limit",
      "vip-required",
      "forbidden",
      "edge-blocked",
    ] as const;
    const sentences = codes.map((code) => toPaktError(new TraktError({ ...facts, code })));
    expect(new Set(sentences.map((error) => error?.message)).size).toBe(codes.length);
    expect(new Set(sentences.map((error) => error?.advice)).size).toBe(codes.length);
  });

  test.each([
    ["unauthorized", "sign-in-needed"],
    ["forbidden", "sign-in-needed"],
    ["server-error", "plex-unreachable"],
    ["network", "plex-unreachable"],
    ["aborted", "interrupted"],
  ] as const)("of Plex's %s makes %s", (code, expected) => {
    expect(toPaktError(new PlexError({ code }))).toMatchObject({ code: expected });
  });

  test("knows nothing of a mistake of ours", () => {
    expect(toPaktError(new TypeError("x is not a function"))).toBeUndefined();
    expect(toPaktError("boom")).toBeUndefined();
  });
});
