import { serverEvent } from "@pakt/contract";
import type { ServerEvent } from "@pakt/contract";

/** An event with its id. */
export interface FollowedEvent {
  readonly id: string;
  readonly event: ServerEvent;
}

/** Follows a server's events until one fits, or the stream ends. Gives all of them. */
export async function followEvents(
  url: string,
  cookie: string,
  { until, lastEventId }: { readonly until: (event: ServerEvent) => boolean; readonly lastEventId?: string },
): Promise<readonly FollowedEvent[]> {
  const stop = new AbortController();
  const response = await fetch(`${url}/api/events`, {
    headers: { cookie, ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }) },
    signal: stop.signal,
  });
  const events: FollowedEvent[] = [];
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, id = "", json] = /^id: (.*)\ndata: (.*)$/m.exec(block) ?? [];
      if (json !== undefined) events.push({ id, event: serverEvent.parse(JSON.parse(json)) });
    }
    if (events.some(({ event }) => until(event))) break;
  }
  stop.abort();
  return events;
}
