import { routes, toOpenApi } from "@pakt/contract";
import type { Route } from "@pakt/contract";
import { assert, asyncProperty, constantFrom, dictionary, json, jsonValue, oneof, string } from "fast-check";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { fillHousehold } from "../support/fill-household.ts";
import { followEvents } from "../support/follow-events.ts";
import { rawRequest } from "../support/raw-request.ts";
import { clientWith, openServices, PASSWORD, signInFirst, startServer } from "../support/start-server.ts";

const table: readonly (readonly [string, Route])[] = Object.entries(routes);
const pathOf = (route: Route): string => route.path.replace(":side", "plex").replaceAll(/:\w+/g, "x");
const jsonType = { "content-type": "application/json" };
const secretHeaders = { "content-security-policy": expect.stringContaining("script-src 'self'") };

/** The keys of a route's body. */
function keysOf({ method, path }: Route): Readonly<Record<string, unknown>> {
  const paths = toOpenApi("")["paths"] as Record<string, Record<string, OpenApiOperation>>;
  const operation = paths[path.replaceAll(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
  return operation?.requestBody?.content["application/json"].schema.properties ?? {};
}

interface OpenApiOperation {
  readonly requestBody?: {
    readonly content: {
      readonly "application/json": { readonly schema: { readonly properties?: Readonly<Record<string, unknown>> } };
    };
  };
}

/** The routes that can be asked one after the other: none ends the session, and none answers without an end. */
const harmless = table.filter(([name, { answer }]) => name !== "signOut" && answer !== "events");

/** Asks routes, one after the other. */
async function askAll(
  url: string,
  headers: Readonly<Record<string, string>>,
  { body = "{}", from = harmless }: { readonly body?: string; readonly from?: typeof table } = {},
): Promise<readonly { readonly name: string; readonly status: number; readonly text: string }[]> {
  const answers = [];
  for (const [name, route] of from) {
    const { method } = route;
    const answer = await rawRequest(url, { method, path: pathOf(route), headers: { ...jsonType, ...headers }, body });
    answers.push({ name, ...answer });
  }
  return answers;
}

describe("who may call", () => {
  test("every route that is not public answers 401 without a session, before set-up and after, and says what to do", async () => {
    const services = await openServices();
    const server = await startServer(services);
    const guarded = table.filter(([, { access }]) => access !== "public").map(([name]) => name);
    expect(guarded.length).toBeGreaterThan(30);
    const refused = async (headers: Readonly<Record<string, string>>): Promise<readonly string[]> => {
      const answers = await askAll(server.url, headers, { from: table });
      return answers.flatMap(({ name, status, text }) => (status === 401 && text.includes('"advice"') ? name : []));
    };
    expect(await refused({})).toEqual(guarded);
    await signInFirst(server);
    expect(await refused({})).toEqual(guarded);
    expect(await refused({ cookie: "pakt_session=guess", authorization: "Bearer pakt_guess" })).toEqual(guarded);
  });

  test("the set-up token works once", async () => {
    const services = await openServices();
    const server = await startServer(services);
    const body = JSON.stringify({ token: server.setUpToken, password: "another long password" });
    const { url, client } = await signInFirst(server);
    expect(await client.call("readSession", {})).toEqual({ isSetUp: true, isSignedIn: true });
    const replayed = await rawRequest(url, { method: "POST", path: "/api/setup", headers: jsonType, body });
    expect(replayed.status).toBe(409);
    expect(replayed.headers["set-cookie"]).toBeUndefined();
    expect(JSON.parse(replayed.text)).toMatchObject({ error: { code: "already-set-up" } });
  });

  test("two who send the token at the same moment: one of them chooses the password", async () => {
    const services = await openServices();
    const server = await startServer(services);
    const send = (password: string) =>
      rawRequest(server.url, {
        method: "POST",
        path: "/api/setup",
        headers: jsonType,
        body: JSON.stringify({ token: server.setUpToken, password }),
      });
    const answers = await Promise.all([send("the first password"), send("the other password")]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401]);
  });

  test("a session is a strict cookie that no script reads; it ends with sign-out, and others with another password", async () => {
    const services = await openServices();
    const { url, client, cookie } = await signInFirst(await startServer(services));
    const signIn = (password: string) =>
      rawRequest(url, { method: "POST", path: "/api/session", headers: jsonType, body: JSON.stringify({ password }) });
    const second = await signIn(PASSWORD);
    const [setCookie = ""] = second.headers["set-cookie"] ?? [];
    expect(setCookie).toMatch(/^pakt_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    const other = clientWith(url, setCookie.split(";")[0] ?? "");
    await other.call("changePassword", { body: { current: PASSWORD, next: "a quite new password" } });
    await expect(client.call("readStatus", {})).rejects.toMatchObject({ status: 401 });
    expect((await signIn(PASSWORD)).status).toBe(401);
    const third = await signIn("a quite new password");
    const own = clientWith(url, (third.headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "");
    await own.call("signOut", {});
    await expect(own.call("readStatus", {})).rejects.toMatchObject({ status: 401, code: "sign-in-needed" });
    expect(cookie).not.toBe("");
  });

  test("after five wrong passwords nobody at that address is let in for a while, not even with the right one", async () => {
    const services = await openServices();
    const { url } = await signInFirst(await startServer(services));
    const signIn = (password: string) =>
      rawRequest(url, { method: "POST", path: "/api/session", headers: jsonType, body: JSON.stringify({ password }) });
    const wrong = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => signIn(`wrong ${number}`)));
    expect(wrong.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([401, 401, 401, 401, 401, 429]);
    const right = await signIn(PASSWORD);
    expect(right.status).toBe(429);
    expect(Number(right.headers["retry-after"])).toBeGreaterThan(60);
  });

  test("an API key reads or writes by its scope, is shown once, and is nothing once it is removed", async () => {
    const services = await openServices();
    const { url, client } = await signInFirst(await startServer(services));
    const reading = await client.call("makeKey", { body: { name: "reader", scope: "read" } });
    const writing = await client.call("makeKey", { body: { name: "writer", scope: "write" } });
    const statusOf = async (name: keyof typeof routes, secret: string): Promise<number> => {
      const route: Route = routes[name];
      const headers = { ...jsonType, authorization: `Bearer ${secret}` };
      return (await rawRequest(url, { method: route.method, path: pathOf(route), headers, body: "{}" })).status;
    };
    expect(await statusOf("readStatus", reading.secret)).toBe(200);
    expect(await statusOf("stopRun", reading.secret)).toBe(403);
    expect(await statusOf("stopRun", writing.secret)).toBe(409);
    expect(await statusOf("listKeys", writing.secret)).toBe(403);
    const listed = await client.call("listKeys", {});
    expect(JSON.stringify(listed)).not.toContain(reading.secret);
    expect(listed.keys).toMatchObject([{ name: "reader", ending: reading.secret.slice(-4) }, { name: "writer" }]);
    await client.call("removeKey", { params: { key: reading.key.id } });
    expect(await statusOf("readStatus", reading.secret)).toBe(401);
  });
});

describe("who is answered", () => {
  test("a foreign name or a foreign page is refused on every route; an address and this machine's names are not", async () => {
    const services = await openServices();
    const { url, cookie } = await signInFirst(await startServer(services, { allowedHosts: ["pakt.example.org"] }));
    const { port } = new URL(url);
    const statusWith = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await rawRequest(url, { path: "/api/status", headers: { cookie, ...headers } })).status;
    expect(await statusWith({ host: "rebound.example.com" })).toBe(403);
    expect(await statusWith({ host: `127.0.0.1.example.com:${port}` })).toBe(403);
    expect(await statusWith({ host: "a b" })).toBe(403);
    expect(await statusWith({ host: `localhost:${port}` })).toBe(200);
    expect(await statusWith({ host: "pakt.example.org" })).toBe(200);
    expect(await statusWith({ host: "[::1]:8080" })).toBe(200);
    expect(await statusWith({ origin: "https://evil.example.com" })).toBe(403);
    expect(await statusWith({ origin: "null" })).toBe(403);
    expect(await statusWith({ origin: url })).toBe(200);
    expect(await statusWith({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await statusWith({ "sec-fetch-site": "same-site" })).toBe(403);
    const foreign = await askAll(url, { cookie, origin: "https://evil.example.com" });
    expect(foreign.filter(({ status }) => status !== 403)).toEqual([]);
    const rebound = await askAll(url, { cookie, host: "rebound.example.com" });
    expect(rebound.filter(({ status }) => status !== 403)).toEqual([]);
  });

  test("forwarded headers count only from a trusted proxy", async () => {
    const services = await openServices();
    const forwarded = {
      "x-forwarded-proto": "https",
      "x-forwarded-host": "pakt.example.org",
      "x-forwarded-for": "203.0.113.7",
    };
    const body = JSON.stringify({ password: "wrong" });
    const direct = await signInFirst(await startServer(services));
    await direct.server.close();
    const { url } = await startServer(services, { trustedProxies: ["127.0.0.1"], allowedHosts: ["pakt.example.org"] });
    const signIn = (headers: Readonly<Record<string, string>>, password = body) =>
      rawRequest(url, { method: "POST", path: "/api/session", headers: { ...jsonType, ...headers }, body: password });
    const right = await signIn(forwarded, JSON.stringify({ password: PASSWORD }));
    expect(right.headers["set-cookie"]?.[0]).toMatch(/; Secure$/);
    await Promise.all([1, 2, 3, 4, 5].map(() => signIn(forwarded)));
    expect((await signIn(forwarded)).status).toBe(429);
    // Another person behind the same proxy is not locked out with them.
    expect((await signIn({ ...forwarded, "x-forwarded-for": "203.0.113.8" })).status).toBe(401);
    const plain = await signIn({ "x-forwarded-host": "rebound.example.com" });
    expect(plain.status).toBe(403);
  });

  test("under a base path everything is there and nothing beside it, the cookie too", async () => {
    const services = await openServices();
    const server = await startServer(services, { basePath: "/pakt" });
    expect(new URL(server.url).pathname).toBe("/pakt/");
    const { client, url } = await signInFirst(server);
    expect(await client.call("readStatus", {})).toMatchObject({ version: "1.2.3" });
    const root = url.replace(/\/pakt$/, "");
    expect((await rawRequest(root, { path: "/api/session" })).status).toBe(404);
    const bare = await rawRequest(root, { path: "/pakt" });
    expect(bare).toMatchObject({ status: 308, headers: { location: "/pakt/" } });
  });
});

describe("bad input", () => {
  const wrongBodies = [
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "7",
    '{"unknown":1}',
    '{"__proto__":{"a":1}}',
    '{"only":"rating"}',
    '{"password":7,"token":[]}',
  ];

  test.each(wrongBodies)(
    "the body %s is refused by every route that takes one, with a sentence, and nothing breaks",
    async (body) => {
      const services = await openServices();
      const { url, cookie, unexpected, client } = await signInFirst(await startServer(services));
      const takers = table.filter(
        ([name, { body: schema }]) => schema !== undefined && name !== "setUp" && name !== "signIn",
      );
      const answers = await askAll(url, { cookie }, { body, from: takers });
      const isTold = (text: string): boolean => /"code":"[\w-]+","message":".+","advice":".+"/.test(text);
      expect(answers.filter(({ status, text }) => ![400, 404].includes(status) || !isTold(text))).toEqual([]);
      expect(unexpected).toEqual([]);
      expect((await client.call("readRun", {})).current).toBeUndefined();
    },
  );

  test("no JSON on any route, with any parameter, comes to more than a sentence", async () => {
    const services = await openServices();
    const { url, cookie, unexpected } = await signInFirst(await startServer(services));
    const takers = table.filter(([name, { body }]) => body !== undefined && !["setUp", "signIn"].includes(name));
    const parts = takers.flatMap(([, route]) => Object.keys(keysOf(route)));
    const value = oneof(
      json(),
      dictionary(constantFrom(...parts, "toString", "constructor"), jsonValue()).map((body) => JSON.stringify(body)),
    );
    await assert(
      asyncProperty(constantFrom(...takers), string({ maxLength: 30 }), value, async ([, route], param, body) => {
        const path = route.path.replaceAll(/:\w+/g, encodeURIComponent(param.replaceAll(/[\uD800-\uDFFF]/g, "x")));
        const headers = { ...jsonType, cookie };
        const answer = await rawRequest(url, { method: route.method, path, headers, body });
        expect(answer.status).toBeLessThan(500);
        expect(JSON.parse(answer.text)).toBeTypeOf("object");
      }),
      { numRuns: 300 },
    );
    expect(unexpected).toEqual([]);
  });

  test("a body that is too large is cut off, announced or not; one that is no JSON by its type is not read", async () => {
    const services = await openServices();
    const { url, cookie } = await signInFirst(await startServer(services));
    const large = JSON.stringify({ name: "x".repeat(100_000), scope: "read" });
    const post = (headers: Readonly<Record<string, string>>, body: string) =>
      rawRequest(url, { method: "POST", path: "/api/keys", headers: { cookie, ...headers }, body });
    expect((await post({ ...jsonType, "content-length": String(large.length) }, large)).status).toBe(413);
    expect((await post({ ...jsonType, "transfer-encoding": "chunked" }, large)).status).toBe(413);
    expect((await post({ "content-type": "text/plain" }, '{"name":"a","scope":"read"}')).status).toBe(415);
    expect((await post({ "content-type": "application/x-www-form-urlencoded" }, "name=a")).status).toBe(415);
  });

  test("a wrong method, an unknown route, a wrong query and a wrong side are told in JSON", async () => {
    const services = await openServices();
    const { url, cookie, unexpected } = await signInFirst(await startServer(services));
    const ask = (method: string, path: string) =>
      rawRequest(url, { method, path, headers: { ...jsonType, cookie }, body: "{}" });
    expect(await ask("PATCH", "/api/config")).toMatchObject({ status: 405, headers: { allow: "GET, PUT" } });
    expect((await ask("GET", "/api/nothing")).status).toBe(404);
    expect((await ask("GET", "/api/runs?limit=-1")).status).toBe(400);
    expect((await ask("GET", "/api/runs?limit=1&limit=x")).status).toBe(400);
    expect((await ask("GET", "/api/auth/netflix")).status).toBe(400);
    expect((await ask("GET", "/api/runs/none")).status).toBe(404);
    expect((await ask("GET", "/api/runs/%E0%A4%A")).status).toBeLessThan(500);
    expect((await ask("OPTIONS", "/api/status")).headers["access-control-allow-origin"]).toBeUndefined();
    expect(await ask("HEAD", "/healthz")).toMatchObject({ status: 200, text: "" });
    expect(unexpected).toEqual([]);
    expect((await ask("GET", "/api/plans/..%2f..%2fcredentials.json")).status).toBe(404);
  });

  test("the configuration names the field of what is wrong, and stays as it was", async () => {
    const services = await openServices();
    const { client } = await signInFirst(await startServer(services));
    const { config, revision } = await client.call("readSettings", {});
    const wrong = {
      ...config,
      fields: { ...config.fields, rating: { direction: "sideways" } },
      batches: { history: 0 },
    };
    const refused = client.call("changeSettings", { body: { config: wrong, revision } });
    await expect(refused).rejects.toMatchObject({
      status: 400,
      fields: expect.arrayContaining([
        { path: "fields.rating.direction", message: expect.stringContaining("two-way") },
        { path: "batches.history", message: "expected at least 1" },
      ]),
    });
    expect((await client.call("readSettings", {})).revision).toBe(revision);
    const rating = { ...config.fields.rating, direction: "off" as const };
    const changed = await client.call("changeSettings", {
      body: { config: { ...config, fields: { ...config.fields, rating } }, revision },
    });
    expect(changed.effects.rating).toBe("Your ratings are not synced.");
    await expect(client.call("changeSettings", { body: { config, revision } })).rejects.toMatchObject({
      status: 409,
      code: "changed-elsewhere",
    });
  });

  test("no path leads out of the folder of the page", async () => {
    const services = await openServices();
    const folder = await mkdtemp(join(tmpdir(), "pakt-page-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, "page", "assets"), { recursive: true });
    await writeFile(join(folder, "secret.txt"), "the secret");
    await writeFile(join(folder, "page", "index.html"), "<!doctype html><title>pakt</title>");
    await writeFile(join(folder, "page", "assets", "app.js"), "export {};");
    const { url } = await startServer(services, { page: join(folder, "page") });
    const paths = [
      "/../secret.txt",
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/assets/../../secret.txt",
      "/assets/..%5c..%5csecret.txt",
      "//secret.txt",
      "/%00",
      "/%",
      `/${folder}/secret.txt`,
      "/assets",
    ];
    const answers = await Promise.all(paths.map((path) => rawRequest(url, { path })));
    expect(answers.filter(({ text }) => text.includes("the secret"))).toEqual([]);
    expect(answers.every(({ status }) => [200, 400, 404].includes(status))).toBe(true);
    expect(await rawRequest(url, { path: "/plan/1" })).toMatchObject({
      status: 200,
      text: expect.stringContaining("pakt"),
    });
    const script = await rawRequest(url, { path: "/assets/app.js" });
    expect(script).toMatchObject({
      status: 200,
      headers: { "content-type": "text/javascript; charset=utf-8", ...secretHeaders },
    });
    const again = await rawRequest(url, {
      path: "/assets/app.js",
      headers: { "if-none-match": String(script.headers["etag"]) },
    });
    expect(again.status).toBe(304);
  });
});

test("no answer and no event holds a token, a password or a hash of one", async () => {
  const services = await openServices();
  fillHousehold(services);
  const { url, cookie, client } = await signInFirst(await startServer(services));
  await client.call("startSync", { body: {} });
  const events = await followEvents(url, cookie, { until: ({ type }) => type === "run-end" });
  await client.call("makePlan", { body: {} });
  await followEvents(url, cookie, { until: ({ type }) => type === "run-end" });
  const { plans } = await client.call("listPlans", {});
  const { runs } = await client.call("listRuns", {});
  const answers = await askAll(url, { cookie }, { body: "{" });
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(15);
  const told = [
    JSON.stringify(events),
    ...answers.map(({ text }) => text),
    ...(await Promise.all(
      [`/api/plans/${plans[0]?.plan}`, `/api/runs/${runs[0]?.run}`].map(
        async (path) => (await rawRequest(url, { path, headers: { cookie } })).text,
      ),
    )),
  ].join("\n");
  const memory = JSON.parse(await readFile(join(services.home, "server.json"), "utf8")) as {
    readonly password: { readonly hash: string; readonly salt: string };
  };
  const secrets = [
    services.plex.token,
    services.env["PAKT_TRAKT_ACCESS_TOKEN"] ?? "",
    services.env["PAKT_TRAKT_REFRESH_TOKEN"] ?? "",
    PASSWORD,
    memory.password.hash,
    memory.password.salt,
    cookie.split("=")[1] ?? "",
  ];
  expect(told.length).toBeGreaterThan(5000);
  expect(secrets.filter((secret) => secret === "" || told.includes(secret))).toEqual([]);
});
