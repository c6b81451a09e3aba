import { describe, expect, it } from "vitest";

import { useInMemoryPlex } from "../test/start-plex.ts";
import { errorSentences } from "./error-sentences.ts";
import { createPlexServer, isPlexError, PlexError } from "./index.ts";
import type { Fault } from "./testing/index.ts";

const start = useInMemoryPlex();
const NO_RETRY = { retry: { attempts: 1 } };
const cloudflare = { server: "cloudflare", "cf-ray": "8f00" };

function json(status: number, body: unknown): Fault {
  return { kind: "status", status, body: JSON.stringify(body), contentType: "application/json" };
}

describe("the code of an answer", () => {
  it.each<[string, Fault, string]>([
    ["401", { kind: "status", status: 401 }, "unauthorized"],
    ["498, an expired token", { kind: "status", status: 498 }, "unauthorized"],
    [
      "422 about the token",
      json(422, { errors: [{ code: 1001, message: "Invalid token", status: 422 }] }),
      "unauthorized",
    ],
    [
      "422 about something else",
      json(422, { errors: [{ code: 1000, message: "X-Plex-Client-Identifier is missing" }] }),
      "invalid-request",
    ],
    ["403", { kind: "status", status: 403 }, "forbidden"],
    ["404", { kind: "status", status: 404 }, "not-found"],
    ["400", { kind: "status", status: 400 }, "invalid-request"],
    ["409", { kind: "status", status: 409 }, "conflict"],
    ["410", { kind: "status", status: 410 }, "gone"],
    ["413", { kind: "status", status: 413 }, "too-large"],
    ["408", { kind: "status", status: 408 }, "timeout"],
    ["429", { kind: "status", status: 429 }, "rate-limited"],
    ["503, starting up", { kind: "status", status: 503 }, "unavailable"],
    ["500", { kind: "status", status: 500 }, "server-error"],
    ["509", { kind: "status", status: 509 }, "server-error"],
    ["304 out of nowhere", { kind: "status", status: 304, body: "" }, "unreadable-answer"],
    ["520 of Cloudflare", { kind: "status", status: 520 }, "edge-blocked"],
    ["403 with a challenge page", { kind: "status", status: 403, headers: cloudflare }, "edge-blocked"],
    [
      "a redirect to a sign-in page elsewhere",
      { kind: "status", status: 302, headers: { location: "https://sso.test/login" } },
      "edge-blocked",
    ],
    ["a web page with status 200", { kind: "html" }, "unreadable-answer"],
    ["half a JSON", { kind: "half-json" }, "unreadable-answer"],
    ["an empty body", { kind: "status", status: 200, body: "" }, "unreadable-answer"],
    ["a cut connection", { kind: "reset" }, "network"],
  ])("%s", async (_, fault, code) => {
    const { plex, server } = start({}, NO_RETRY);
    plex.intercept(() => fault);

    await expect(server.libraries()).rejects.toMatchObject({ name: "PlexError", code, method: "GET" });
  });

  it.each([400, 401, 403, 404, 409, 420, 422, 423, 426, 429, 500])(
    "%d quotes what was said without the token, however short it is",
    async (status) => {
      const { plex, server } = start({ token: "to-15" }, NO_RETRY);
      plex.intercept(() => json(status, { errors: [{ code: 1, message: "The token to-15 is not welcome (to-15)" }] }));

      await expect(server.libraries()).rejects.toMatchObject({
        message: expect.stringContaining("The token … is not welcome (…)"),
      });
    },
  );

  it("does not quote a token in the place that a redirect names", async () => {
    const { plex, server } = start({ token: "to-15" }, NO_RETRY);
    plex.intercept(() => ({ kind: "status", status: 302, headers: { location: "http://to-15.test/" } }));

    await expect(server.libraries()).rejects.toMatchObject({ message: expect.stringContaining("to ….test, which") });
  });

  it("names the place that does not fit the schema", async () => {
    const { plex, server } = start({}, NO_RETRY);
    plex.intercept(({ phase }) => {
      if (phase === "before") return undefined;
      return { kind: "json", transform: () => ({ MediaContainer: { Directory: [{ key: "1" }, { title: "x" }] } }) };
    });

    await expect(server.libraries()).rejects.toMatchObject({
      code: "unreadable-answer",
      status: 200,
      message: expect.stringContaining("MediaContainer.Directory[1].key: a key was expected"),
    });
  });

  it("is timeout when nothing comes", async () => {
    const { plex, server } = start({}, { ...NO_RETRY, timeouts: { readMs: 60 } });
    plex.intercept(() => ({ kind: "hang" }));
    await expect(server.libraries()).rejects.toMatchObject({ code: "timeout", mayHaveHappened: false });
  });

  it("is aborted when the caller gives up", async () => {
    const { plex, server } = start();
    const stop = new AbortController();
    plex.intercept(() => {
      stop.abort();
      return { kind: "hang" };
    });

    await expect(server.libraries({ signal: stop.signal })).rejects.toMatchObject({ code: "aborted" });
    expect(plex.requests).toHaveLength(1);
  });
});

describe("PlexError", () => {
  it("says what was tried, what came back and what to do", async () => {
    const { plex, server } = start({}, NO_RETRY);
    plex.intercept(() => ({ kind: "status", status: 401 }));

    await expect(server.libraries()).rejects.toMatchObject({
      message:
        "Plex did not accept the token (GET http://plex.test:32400/library/sections, status 401). Sign in to Plex again.",
      url: "http://plex.test:32400/library/sections",
      status: 401,
    });
  });

  it("carries what Retry-After asks for", async () => {
    const { plex, server } = start({}, NO_RETRY);
    plex.intercept(() => ({ kind: "status", status: 429, headers: { "retry-after": "12" } }));

    await expect(server.libraries()).rejects.toMatchObject({ retryAfterMs: 12_000 });
  });

  it.each(Object.entries(errorSentences))("has a sentence and a next step for %s", (_, { what, next }) => {
    expect(what).toMatch(/^[A-Z][^.]+$/);
    expect(next).toMatch(/^[A-Z].*\.$/);
  });

  it("never holds the token, whatever goes wrong", async () => {
    const token = "xYz-SECRET-token-123456";
    const { plex } = start({ token: "another" });
    const server = createPlexServer({
      clientIdentifier: "c",
      product: "p",
      version: "1",
      url: "http://plex.test",
      token,
      retry: { attempts: 1 },
    });
    const echo = JSON.stringify({ errors: [{ code: 1001, message: `bad token ${token}` }] });
    const faults: Fault[] = [
      { kind: "status", status: 401, body: echo },
      { kind: "status", status: 500, body: token },
      { kind: "status", status: 200, body: `{"MediaContainer":"${token}"}` },
      { kind: "status", status: 200, body: token },
      { kind: "status", status: 302, headers: { location: `https://elsewhere.test/?X-Plex-Token=${token}` } },
      { kind: "reset" },
    ];
    const texts: string[] = [];
    for (const fault of faults) {
      plex.intercept(() => fault);
      texts.push(await server.libraries().then(() => "no error", textOf));
    }

    expect(texts.filter((text) => text.includes("SECRET") || text === "no error")).toEqual([]);
    expect(texts).toHaveLength(6);
  });

  it("is not made from a token that cannot be one: the text is not repeated", () => {
    const client = { clientIdentifier: "c", product: "p", version: "1", url: "http://plex.test" };

    expect(() => createPlexServer({ ...client, token: "ab\ncd" })).toThrow(
      /^Plex did not accept the token \(the token holds characters that no Plex token has\)\. Sign in to Plex again\.$/,
    );
  });
});

describe("isPlexError", () => {
  it("knows the errors of this package, by code if asked", () => {
    const error = new PlexError({ code: "not-found" });

    expect([isPlexError(error), isPlexError(error, "not-found"), isPlexError(error, "gone")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("knows the errors of another copy of the package", () => {
    const foreign = Object.assign(new Error("x"), {
      [Symbol.for("@pakt/plex-sdk/PlexError")]: true,
      code: "not-found",
    });

    expect(isPlexError(foreign, "not-found")).toBe(true);
  });

  it.each([[new Error("x")], [{ code: "not-found" }], [undefined], [null], ["not-found"]])(
    "knows that %s is none",
    (error) => {
      expect(isPlexError(error)).toBe(false);
    },
  );
});

/** Everything that a log could show of an error: message, stack, fields and causes. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), error.cause === undefined ? "" : textOf(error.cause)].join(
    "\n",
  );
}
