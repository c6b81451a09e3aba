import type { EventLog } from "./event-log.ts";

/** Who follows the events, and from where. */
export interface FollowOptions {
  readonly log: EventLog;
  /** Names this server: positions of another one mean nothing here. */
  readonly boot: string;
  /** The `Last-Event-ID` of someone who comes back. */
  readonly lastEventId: string | null;
  /** A line without meaning is sent after so long, so that no proxy ends the silence. */
  readonly keepAliveMs: number;
  /** Whether the follower may still see it; asked before each line. */
  readonly isAdmitted: () => boolean;
  readonly onEnd: () => void;
}

/**
 * The events as server-sent events: first what the run told since `lastEventId`, or all of it, then what comes. Each follower reads the log
 * at its own pace; one that does not read costs nothing.
 */
export function streamEvents(options: FollowOptions): ReadableStream<Uint8Array> {
  const { log, boot, keepAliveMs, isAdmitted, onEnd } = options;
  const encoder = new TextEncoder();
  let position = readPosition(options.lastEventId, boot);
  let hasBegun = false;
  let stopWaiting: (() => void) | undefined;

  function nextText(): string {
    const events = log.after(position);
    position = events.at(-1)?.position ?? position;
    return events.map((each) => `id: ${boot}.${each.position}\ndata: ${JSON.stringify(each.event)}\n\n`).join("");
  }

  function wait(): Promise<"event" | "silence"> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => finish("silence"), keepAliveMs);
      const forget = log.onNext(() => finish("event"));
      const finish = (what: "event" | "silence"): void => {
        clearTimeout(timer);
        forget();
        resolve(what);
      };
      stopWaiting = () => finish("silence");
    });
  }

  return new ReadableStream(
    {
      pull: async (controller) => {
        // The first line opens the stream, and says how soon to come back.
        let text = hasBegun ? nextText() : `retry: 2000\n\n${nextText()}`;
        hasBegun = true;
        while (text === "") {
          if (log.isClosed()) {
            onEnd();
            controller.close();
            return;
          }
          text = (await wait()) === "silence" ? ":\n\n" : nextText();
        }
        if (!isAdmitted()) {
          onEnd();
          controller.close();
          return;
        }
        controller.enqueue(encoder.encode(text));
      },
      cancel: () => {
        stopWaiting?.();
        onEnd();
      },
    },
    { highWaterMark: 0 },
  );
}

function readPosition(lastEventId: string | null, boot: string): number {
  const [name, position = ""] = (lastEventId ?? "").split(".");
  return name === boot && /^\d{1,15}$/.test(position) ? Number(position) : 0;
}
