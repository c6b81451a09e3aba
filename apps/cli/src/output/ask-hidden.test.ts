import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { captureOutput } from "../../test/capture-output.ts";
import { askHidden } from "./ask-hidden.ts";
import { createOutput } from "./output.ts";

function atDesk(stdin?: Readable, signal = new AbortController().signal) {
  const stream = captureOutput();
  const options = { desk: createOutput(stream, {}), signal, ...(stdin === undefined ? {} : { stdin }) };
  return { ask: () => askHidden("PIN?", options), text: () => stream.text() };
}

describe("askHidden", () => {
  test.each([
    ["a line", ["1234\n"], "1234"],
    ["a line in pieces", ["12", "34", "\r\n"], "1234"],
    ["what is left after a correction", ["129\u007F34\r"], "1234"],
    ["a line that the input ends without", ["1234"], "1234"],
    ["nothing, when Ctrl-C is typed", ["12\u0003"], undefined],
    ["nothing, when the input ends", [], undefined],
  ])("takes %s, and shows none of it", async (_, typed, expected) => {
    const { ask, text } = atDesk(Readable.from(typed.map((part) => Buffer.from(part))));
    expect(await ask()).toBe(expected);
    expect(text()).toBe("PIN? \n");
  });

  test("leaves the next line for the next question", async () => {
    const { ask } = atDesk(Readable.from([Buffer.from("1111\n1234\n")], { objectMode: false }));
    expect([await ask(), await ask(), await ask()]).toEqual(["1111", "1234", undefined]);
  });

  test("switches the echo of a terminal off, and on again", async () => {
    const modes: boolean[] = [];
    const terminal = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (isRaw: boolean) => modes.push(isRaw),
    });
    terminal.write("1234\r");
    expect(await atDesk(terminal).ask()).toBe("1234");
    expect(modes).toEqual([true, false]);
  });

  test("is given up when the person asks for a stop, and asks nothing where nobody is there", async () => {
    const stop = new AbortController();
    const { ask } = atDesk(new PassThrough(), stop.signal);
    const asked = ask();
    stop.abort();
    expect(await asked).toBeUndefined();
    const nobody = atDesk();
    expect([await nobody.ask(), nobody.text()]).toEqual([undefined, ""]);
  });
});
