import { describe, expect, test } from "vitest";

import { withInterrupt } from "./interrupt.ts";
import { PaktError } from "./pakt-error.ts";

describe("withInterrupt", () => {
  test("gives what the work gives", async () => {
    expect(await withInterrupt(undefined, () => Promise.resolve(7))).toBe(7);
  });

  test("begins no work when it is aborted already", async () => {
    let begun = 0;
    const work = (): Promise<void> => {
      begun += 1;
      return Promise.resolve();
    };
    await expect(withInterrupt(AbortSignal.abort(), work)).rejects.toMatchObject({ code: "interrupted", exitCode: 1 });
    expect(begun).toBe(0);
  });

  test("makes one thing of every library's own way to say aborted", async () => {
    const stop = new AbortController();
    const work = (): Promise<never> => {
      stop.abort();
      return Promise.reject(new DOMException("This operation was aborted", "AbortError"));
    };
    await expect(withInterrupt(stop.signal, work)).rejects.toMatchObject({ name: "PaktError", code: "interrupted" });
  });

  test("leaves what failed for another reason as it is", async () => {
    const stop = new AbortController();
    const failure = new PaktError("state-corrupt", "It is broken.", { advice: "Mend it." });
    const work = (): Promise<never> => {
      stop.abort();
      return Promise.reject(failure);
    };
    await expect(withInterrupt(stop.signal, work)).rejects.toBe(failure);
    const bug = new RangeError("ours");
    await expect(withInterrupt(new AbortController().signal, () => Promise.reject(bug))).rejects.toBe(bug);
  });
});
