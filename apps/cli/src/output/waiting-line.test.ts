import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { captureOutput } from "../../test/capture-output.ts";
import { createOutput } from "./output.ts";
import { createWaitingLine } from "./waiting-line.ts";

const CLEAR = "\r\u001B[2K";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const startLine = (isTTY: boolean) => {
  const stream = captureOutput({ isTTY });
  const line = createWaitingLine(createOutput(stream, { LANG: "C.UTF-8", NO_COLOR: "1" }), "Waiting");
  return { line, stream };
};

test("counts down by the second between two questions to the service, and leaves nothing behind", () => {
  const { line, stream } = startLine(true);
  line.show(600_000);
  vi.advanceTimersByTime(2000);
  line.show(597_000);
  vi.advanceTimersByTime(1000);
  line.end();
  vi.advanceTimersByTime(5000);
  expect(stream.text().split(CLEAR)).toEqual([
    "",
    "› Waiting, 10:00 left",
    "› Waiting, 9:59 left",
    "› Waiting, 9:58 left",
    "› Waiting, 9:57 left",
    "› Waiting, 9:56 left",
    "",
  ]);
});

test("never counts below nothing", () => {
  const { line, stream } = startLine(true);
  line.show(500);
  vi.advanceTimersByTime(2000);
  line.end();
  expect(stream.text().split(CLEAR).slice(1, -1)).toEqual([
    "› Waiting, 0:01 left",
    "› Waiting, 0:00 left",
    "› Waiting, 0:00 left",
  ]);
});

test("says it once off a terminal", () => {
  const { line, stream } = startLine(false);
  line.show(600_000);
  vi.advanceTimersByTime(2000);
  line.show(597_000);
  line.end();
  expect(stream.text()).toBe("› Waiting, 10:00 left\n");
});
