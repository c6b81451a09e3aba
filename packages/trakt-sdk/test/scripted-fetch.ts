/** A request as the script saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One answer of a script: a response, a failure, or a function that makes either. */
export type Scripted = Response | Error | ((signal: AbortSignal) => Promise<Response>);

/** A fetch that gives the answers in order and notes what it was asked. It fails when the script is over. */
export function scriptFetch(...answers: readonly Scripted[]): { fetch: typeof fetch; seen: SeenRequest[] } {
  const seen: SeenRequest[] = [];
  const left = [...answers];
  return {
    seen,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const text = await request.text();
      seen.push({
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: text === "" ? undefined : JSON.parse(text),
      });
      const answer = left.shift();
      if (answer === undefined) throw new Error("the script is over");
      if (answer instanceof Error) throw answer;
      // A request holds on to the signal that it was made with by a thread only: once collected, it hears no abort.
      return answer instanceof Response ? answer : answer(init?.signal ?? request.signal);
    },
  };
}

/** A JSON answer. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  return Response.json(body, init);
}

/** An answer with a status and no body. */
export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

/** A web page. */
export function page(status: number): Response {
  return new Response("<!DOCTYPE html><html><title>Attention</title></html>", {
    status,
    headers: { "content-type": "text/html" },
  });
}

/** What fetch throws when the connection is lost. */
export function lostConnection(code = "ECONNRESET"): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error("socket"), { code }) });
}

/** No answer until the request is given up. */
export function never(signal: AbortSignal): Promise<Response> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () =>
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted")),
    );
  });
}
