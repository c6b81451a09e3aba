import { describe, expect, test } from "vitest";

import { createClient } from "./create-client.ts";
import * as contract from "./index.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
import { toOpenApi } from "./to-open-api.ts";

const table: readonly (readonly [string, Route])[] = Object.entries(routes);

test("exports exactly these names", () => {
  expect(Object.keys(contract).toSorted()).toEqual([
    "ApiError",
    "MAX_BODY_BYTES",
    "createClient",
    "isApiError",
    "routes",
    "serverEvent",
    "toOpenApi",
  ]);
});

describe("the table of routes", () => {
  test("has no two routes of one method and path", () => {
    const places = table.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ":")}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test("lets nobody change anything unasked: every route that is not read only needs more than reading, or only looks", () => {
    const looks = new Set(["checkSettings", "previewSchedule"]);
    const changing = table.filter(([name, { method }]) => method !== "GET" && !looks.has(name));
    expect(changing.filter(([, { access }]) => access === "read")).toEqual([]);
    expect(changing.filter(([, { access }]) => access === "public").map(([name]) => name)).toEqual(["setUp", "signIn"]);
  });

  test("knows no body key that it does not name", () => {
    const takers = table.flatMap(([name, { body }]) => (body === undefined ? [] : [{ name, body }]));
    expect(takers.filter(({ body }) => body.safeParse({ unheardOf: 1 }).success)).toEqual([]);
  });
});

describe("toOpenApi", () => {
  test("describes every route once, with who may call it", () => {
    const { paths } = toOpenApi("1.0.0");
    const described = Object.values(paths as Record<string, Record<string, { readonly operationId: string }>>).flatMap(
      (methods) => Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(described.toSorted()).toEqual(Object.keys(routes).toSorted());
    expect(paths).toMatchObject({
      "/healthz": { get: { security: [] } },
      "/api/auth/{side}": { post: { security: [{ session: [] }], parameters: [{ name: "side", in: "path" }] } },
      "/api/runs": { get: { parameters: [{ name: "offset" }, { name: "limit" }] } },
      "/api/events": { get: { responses: { 200: { content: { "text/event-stream": {} } } } } },
    });
  });

  test("is plain JSON", () => {
    const document = toOpenApi("1.0.0");
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});

describe("createClient", () => {
  const answering = (status: number, body: string) => {
    const asked: Request[] = [];
    const client = createClient({
      baseUrl: "http://pakt.test/base",
      apiKey: "pakt_key",
      fetch: (input, init) => {
        asked.push(new Request(input, init));
        return Promise.resolve(new Response(body, { status }));
      },
    });
    return { client, asked };
  };

  test("sends method, path, query and body as the table says, with the key in a header", async () => {
    const { client, asked } = answering(200, JSON.stringify({ runs: [], total: 0 }));
    await client.call("listRuns", { query: { limit: "10" } });
    expect(asked[0]?.url).toBe("http://pakt.test/base/api/runs?limit=10");
    expect(asked[0]?.headers.get("authorization")).toBe("Bearer pakt_key");
    const writing = answering(
      202,
      JSON.stringify({ purpose: "undo-plan", by: "key", startedAt: "x", isStopping: false }),
    );
    await writing.client.call("planUndo", { params: { run: "a/b" }, body: { only: "rating" } });
    expect(writing.asked[0]?.url).toBe("http://pakt.test/base/api/runs/a%2Fb/undo");
    expect(await writing.asked[0]?.json()).toEqual({ only: "rating" });
  });

  test("throws what the server says, with what to do and the places", async () => {
    const error = {
      code: "invalid",
      message: "No.",
      advice: "Mend it.",
      fields: [{ path: "a.b", message: "is wrong" }],
    };
    const refused = answering(400, JSON.stringify({ error })).client.call("readStatus", {});
    await expect(refused).rejects.toMatchObject({ name: "ApiError", status: 400, ...error });
  });

  test.each([
    ["another program's page", 200, "<html>"],
    ["an answer of another version", 200, "{}"],
    ["a gateway's error", 502, "Bad gateway"],
  ])("does not take %s for an answer", async (_what, status, body) => {
    await expect(answering(status, body).client.call("readStatus", {})).rejects.toMatchObject({
      code: "unknown-answer",
      advice: expect.any(String),
    });
  });
});
