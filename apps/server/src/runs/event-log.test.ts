import type { ServerEvent } from "@pakt/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { createEventLog } from "./event-log.ts";
import { streamEvents } from "./event-stream.ts";

const begin: ServerEvent = {
  type: "run-start",
  purpose: "sync",
  by: "page",
  startedAt: "2026-06-10T12:00:00.000Z",
  isStopping: false,
};
const progress = (done: number): ServerEvent => ({
  type: "apply-progress",
  side: "plex",
  done,
  applied: done,
  total: 9,
});
const warning = (message: string): ServerEvent => ({ type: "warning", message });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the log of events", () => {
  test("keeps one line a progress, in the order in which things were told last", () => {
    const log = createEventLog();
    log.begin(begin);
    log.append(progress(1));
    log.append(warning("a"));
    log.append(progress(2));
    expect(log.after(0).map(({ event }) => event)).toEqual([begin, warning("a"), progress(2)]);
  });

  test("does not grow without end", () => {
    const log = createEventLog();
    log.begin(begin);
    for (let number = 0; number < 10_000; number += 1) log.append(warning(String(number)));
    expect(log.after(0)).toHaveLength(2000);
    expect(log.after(0).at(-1)?.event).toEqual(warning("9999"));
  });

  test("tells of progress ten times a second at most, and of everything else at once", () => {
    const log = createEventLog();
    let told = 0;
    const listen = (): void => {
      log.onNext(() => {
        told += 1;
        listen();
      });
    };
    listen();
    for (let done = 0; done < 100; done += 1) {
      log.append(progress(done));
      vi.advanceTimersByTime(10);
    }
    expect(told).toBe(10);
    log.append(warning("now"));
    expect(told).toBe(11);
  });
});

describe("a stream of events", () => {
  const follow = (
    log: ReturnType<typeof createEventLog>,
    lastEventId: string | null = null,
    isAdmitted = () => true,
  ) => {
    const ended = vi.fn<() => void>();
    const reader = streamEvents({
      log,
      boot: "b",
      lastEventId,
      keepAliveMs: 20_000,
      isAdmitted,
      onEnd: ended,
    }).getReader();
    const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    return { reader, read, ended };
  };

  test("begins with what was told, then tells what comes, and a line without meaning in a silence", async () => {
    const log = createEventLog();
    log.begin(begin);
    const { read } = follow(log);
    expect(await read()).toBe(`retry: 2000\n\nid: b.1\ndata: ${JSON.stringify(begin)}\n\n`);
    const next = read();
    log.append(warning("a"));
    expect(await next).toContain("id: b.2\n");
    const silence = read();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await silence).toBe(":\n\n");
  });

  test("goes on where its follower left", async () => {
    const log = createEventLog();
    log.begin(begin);
    log.append(warning("a"));
    const { read } = follow(log, "b.1");
    expect(await read()).toBe(`retry: 2000\n\nid: b.2\ndata: ${JSON.stringify(warning("a"))}\n\n`);
  });

  test("a follower that reads slowly costs one line a progress, however much happens", async () => {
    const log = createEventLog();
    log.begin(begin);
    const { read } = follow(log);
    await read();
    for (let done = 0; done < 5000; done += 1) log.append(progress(done));
    const text = await read();
    expect(text.match(/^data:/gm)).toHaveLength(1);
    expect(text).toContain('"done":4999');
  });

  test("ends with the session: nothing more is told to who was signed out", async () => {
    const log = createEventLog();
    log.begin(begin);
    let isSignedIn = true;
    const { read, reader, ended } = follow(log, null, () => isSignedIn);
    await read();
    isSignedIn = false;
    log.append(warning("secret"));
    expect(await reader.read()).toEqual({ done: true, value: undefined });
    expect(ended).toHaveBeenCalledTimes(1);
  });

  test("ends with the log, after all was told; a follower that leaves is forgotten", async () => {
    const log = createEventLog();
    log.begin(begin);
    const [stays, leaves] = [follow(log), follow(log)];
    await Promise.all([stays.read(), leaves.read()]);
    await leaves.reader.cancel();
    expect(leaves.ended).toHaveBeenCalledTimes(1);
    log.append(warning("last"));
    log.close();
    expect(await stays.read()).toContain("last");
    expect((await stays.reader.read()).done).toBe(true);
    expect(stays.ended).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
