import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";

import { sideBySide } from "./side-by-side.ts";

describe("sideBySide", () => {
  it("gives what every task gave, in their order", async () => {
    const answers = await sideBySide(undefined, [() => sleep(2, "slow"), () => Promise.resolve(1)]);
    expect(answers).toEqual(["slow", 1]);
  });

  it("stops the others at the first failure, waits for them and throws it", async () => {
    const log: string[] = [];
    const failing = sideBySide(undefined, [
      async (signal) => {
        await sleep(1_000, undefined, { signal }).catch(() => log.push("stopped"));
        await sleep(2);
        log.push("tidied up");
        throw new Error("stopped");
      },
      () => Promise.reject(new Error("the reason")),
    ]);
    await expect(failing).rejects.toThrow("the reason");
    expect(log).toEqual(["stopped", "tidied up"]);
  });

  it("passes on that the caller stopped", async () => {
    const caller = new AbortController();
    const stopped = sideBySide(caller.signal, [(signal) => sleep(1_000, undefined, { signal })]);
    caller.abort(new Error("enough"));
    await expect(stopped).rejects.toThrow("aborted");
    expect(caller.signal.aborted).toBe(true);
  });
});
