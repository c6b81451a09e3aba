import * as z from "zod/mini";

import type { Access, Route } from "./route.ts";
import { routes } from "./routes.ts";
import { failure } from "./schemas/failure.ts";

/** The table of routes as an OpenAPI 3.1 document. */
export function toOpenApi(version: string): { readonly openapi: string; readonly [part: string]: unknown } {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(name, route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "pakt", version, description: "Keeps a Plex media server and a Trakt account the same." },
    paths,
    components: {
      schemas: { Failure: toSchema(failure) },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "pakt_session" },
        key: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function toOperation(operationId: string, route: Route): Readonly<Record<string, unknown>> {
  return {
    operationId,
    summary: route.summary,
    security: SECURITY[route.access],
    parameters: [...toParameters("path", route), ...toParameters("query", route)],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: toSchema(route.body) } } } }),
    responses: {
      [route.status ?? 200]: { description: "Done", content: toContent(route.answer) },
      default: {
        description: "Said no, with what to do",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
      },
    },
  };
}

const SECURITY: Readonly<Record<Access, readonly Readonly<Record<string, readonly string[]>>[]>> = {
  public: [],
  read: [{ session: [] }, { key: [] }],
  write: [{ session: [] }, { key: [] }],
  session: [{ session: [] }],
};

function toContent(answer: Route["answer"]): Readonly<Record<string, unknown>> {
  if (answer === "text") return { "text/plain": { schema: { type: "string" } } };
  if (answer === "events") return { "text/event-stream": { schema: { type: "string" } } };
  return { "application/json": { schema: toSchema(answer) } };
}

function toParameters(place: "path" | "query", route: Route): readonly Readonly<Record<string, unknown>>[] {
  const schema = place === "path" ? route.params : route.query;
  const properties = new Map(Object.entries(schema === undefined ? {} : (toSchema(schema)["properties"] ?? {})));
  const names =
    place === "query" ? [...properties.keys()] : [...route.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  return names.map((name) => ({
    name,
    in: place,
    required: place === "path",
    schema: properties.get(name) ?? { type: "string" },
  }));
}

function toSchema(schema: z.ZodMiniType): Readonly<Record<string, object>> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: "any" });
  return rest as Readonly<Record<string, object>>;
}
