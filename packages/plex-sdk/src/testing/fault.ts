/** A way for an answer to go wrong. */
export type Fault =
  /** This answer instead. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      readonly body?: string | undefined;
      /** Default `text/html`. */
      readonly contentType?: string | undefined;
    }
  /** The connection is cut. In phase `before` nothing happened; in phase `after` it happened and the answer is lost. */
  | { readonly kind: "reset" }
  /** The first half of the JSON. */
  | { readonly kind: "half-json" }
  /** A web page with status 200. */
  | { readonly kind: "html" }
  /** No answer, ever. */
  | { readonly kind: "hang" }
  /** The body comes a byte at a time and never ends in reasonable time. */
  | { readonly kind: "drip" }
  /** Another body, made from the right one. Only in phase `after`. */
  | {
      readonly kind: "json";
      transform(body: unknown): unknown;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    };

/** What an interceptor is asked about: once before a request takes effect, and once after. */
export interface InterceptedRequest {
  readonly method: string;
  readonly path: string;
  /** 1 for the first request of all. */
  readonly count: number;
  /** `before`: nothing has happened yet; `after`: it has, and the answer is about to leave. */
  readonly phase: "before" | "after";
}

/** Decides which requests go wrong. */
export type Interceptor = (request: InterceptedRequest) => Fault | undefined | Promise<Fault | undefined>;

/** Statuses whose answers cannot have a body. */
const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

const DRIP_INTERVAL_MS = 50;

/** The answer that a fault makes of `right` (in phase `before` there is none yet). */
export async function applyFault(
  fault: Fault,
  context: { readonly right: Response | undefined; readonly signal: AbortSignal },
): Promise<Response> {
  const { right, signal } = context;
  switch (fault.kind) {
    case "status":
      return new Response(
        NO_BODY.has(fault.status) ? null : (fault.body ?? `<html><body><h1>${fault.status}</h1></body></html>`),
        {
          status: fault.status,
          headers: { "content-type": fault.contentType ?? "text/html", ...fault.headers },
        },
      );
    case "reset":
      return Response.error();
    case "half-json": {
      const text = (await right?.text()) ?? '{"MediaContainer":{"size":1,"Metadata":[]}}';
      return json(text.slice(0, Math.ceil(text.length / 2)));
    }
    case "html":
      return new Response("<!DOCTYPE html><html><body>Welcome</body></html>", {
        headers: { "content-type": "text/html" },
      });
    case "hang":
      await aborted(signal);
      return Response.error();
    case "drip":
      return new Response(drip((await right?.text()) ?? "{}", signal), {
        headers: { "content-type": "application/json" },
      });
    case "json": {
      if (right === undefined)
        throw new Error('A fault of kind "json" needs the right answer: use it in phase "after".');
      const headers = new Headers(right.headers);
      headers.delete("content-length");
      for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value);
      return new Response(JSON.stringify(fault.transform(await right.json())), { status: right.status, headers });
    }
    default:
      return fault satisfies never;
  }
}

function json(text: string): Response {
  return new Response(text, { headers: { "content-type": "application/json" } });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function drip(text: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let sent = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => {
        setTimeout(resolve, DRIP_INTERVAL_MS);
      });
      if (signal.aborted || sent >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.subarray(sent, sent + 1));
      sent += 1;
    },
  });
}
