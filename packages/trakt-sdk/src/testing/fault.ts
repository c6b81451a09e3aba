import { HttpResponse } from "msw";
import type { Answer } from "./answer.ts";
import { unreachable } from "./unreachable.ts";

/** Something to go wrong with one request. */
export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      /** Default `application/json`; with any other, a string `body` is sent as it is. */
      readonly contentType?: string;
    }
  /** The connection is lost: before, nothing happened; after, it happened and the answer is lost. */
  | { readonly kind: "reset" }
  /** The answer's first half, status 200. */
  | { readonly kind: "half-json" }
  /** A web page with status 200. */
  | { readonly kind: "html" }
  /** No answer, ever. */
  | { readonly kind: "hang" }
  /** The answer comes in small pieces. */
  | { readonly kind: "drip"; readonly bytes?: number; readonly intervalMs?: number }
  /** Another body, or other headers (an empty string deletes one). */
  | {
      readonly kind: "json";
      readonly transform?: (body: unknown) => unknown;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** Whether a fault needs the true answer to spoil. */
export function needsAnswer(fault: Fault): boolean {
  return fault.kind === "half-json" || fault.kind === "drip" || fault.kind === "json";
}

/** The response for an answer, spoiled by a fault if there is one. Never settles for `hang`. */
export function toResponse(answer: Answer, fault: Fault | undefined): Response | Promise<Response> {
  switch (fault?.kind) {
    case undefined:
      return plain(answer);
    case "status": {
      const contentType = fault.contentType ?? "application/json";
      const isText = typeof fault.body === "string" && contentType !== "application/json";
      return new HttpResponse(isText || fault.body === undefined ? textOf(fault.body) : JSON.stringify(fault.body), {
        status: fault.status,
        headers: { "content-type": contentType, ...fault.headers },
      });
    }
    case "reset":
      return HttpResponse.error();
    case "html":
      return plain({ status: 200, html: "<!DOCTYPE html><html><body>Just a moment…</body></html>" });
    case "hang":
      return new Promise(() => {});
    case "half-json": {
      const text = JSON.stringify(answer.body ?? {});
      return new HttpResponse(text.slice(0, Math.floor(text.length / 2)), {
        status: answer.status,
        headers: json(answer),
      });
    }
    case "drip":
      return new HttpResponse(drip(JSON.stringify(answer.body ?? {}), fault), {
        status: answer.status,
        headers: json(answer),
      });
    case "json": {
      const body = fault.transform === undefined ? answer.body : fault.transform(structuredClone(answer.body));
      const headers = Object.entries({ ...lowerCased(answer.headers), ...lowerCased(fault.headers) });
      return plain({ ...answer, body, headers: Object.fromEntries(headers.filter(([, value]) => value !== "")) });
    }
    default:
      return unreachable(fault);
  }
}

function plain(answer: Answer): Response {
  if (answer.html !== undefined) {
    const headers = { "content-type": "text/html; charset=UTF-8", ...answer.headers };
    return new HttpResponse(answer.html, { status: answer.status, headers });
  }
  if (answer.body === undefined) return new HttpResponse(null, { status: answer.status, ...headersOf(answer) });
  return new HttpResponse(JSON.stringify(answer.body), { status: answer.status, headers: json(answer) });
}

function headersOf(answer: Answer): { headers?: Record<string, string> } {
  return answer.headers === undefined ? {} : { headers: { ...answer.headers } };
}

function json(answer: Answer): Record<string, string> {
  return { "content-type": "application/json; charset=utf-8", ...answer.headers };
}

function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function textOf(body: unknown): string {
  return typeof body === "string" ? body : "";
}

function drip(text: string, { bytes = 64, intervalMs = 5 }: { bytes?: number; intervalMs?: number }): ReadableStream {
  const all = new TextEncoder().encode(text);
  let sent = 0;
  return new ReadableStream({
    pull: async (controller) => {
      await new Promise((resolve) => {
        setTimeout(resolve, intervalMs);
      });
      controller.enqueue(all.slice(sent, sent + bytes));
      sent += bytes;
      if (sent >= all.length) controller.close();
    },
  });
}
