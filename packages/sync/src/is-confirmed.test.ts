import type { Plan } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { isConfirmed } from "./is-confirmed.ts";
import type { Report } from "./report.ts";

const createdAt = "2026-11-22T10:00:00.000Z";
const MINUTE_MS = 60_000;
const clockAt = (minutes: number) => ({
  clock: { now: () => Date.parse(createdAt) + minutes * MINUTE_MS, sleep: () => Promise.resolve() },
});
// Only what the function looks at.
const planOf = (operations: readonly object[]) => ({ createdAt, operations }) as unknown as Plan;
const preview = () => ({ run: "r" }) as unknown as Report;
const yes = () => Promise.resolve(true);

describe("isConfirmed", () => {
  test.each([
    ["nobody wants to be asked", planOf([{}]), {}, true],
    ["there is nothing to write, without asking", planOf([]), { confirm: () => Promise.resolve(false) }, true],
    ["the answer is yes", planOf([{}]), { confirm: yes }, true],
    ["the answer is no", planOf([{}]), { confirm: () => Promise.resolve(false) }, false],
  ])("tells whether to write when %s", async (_, plan, options, expected) => {
    expect(await isConfirmed(clockAt(1), plan, preview, options)).toBe(expected);
  });

  test("shows the report of the dry run", async () => {
    const shown: Report[] = [];
    const confirm = (report: Report): Promise<boolean> => Promise.resolve(shown.push(report) > 0);
    await isConfirmed(clockAt(1), planOf([{}]), preview, { confirm });
    expect(shown).toEqual([preview()]);
  });

  test("does not write a plan that waited more than ten minutes", async () => {
    expect(await isConfirmed(clockAt(10), planOf([{}]), preview, { confirm: yes })).toBe(true);
    await expect(isConfirmed(clockAt(11), planOf([{}]), preview, { confirm: yes })).rejects.toMatchObject({
      code: "failed",
      exitCode: 1,
    });
  });

  test("writes nothing when it was interrupted while it asked", async () => {
    const controller = new AbortController();
    const confirm = (): Promise<boolean> => {
      controller.abort();
      return Promise.resolve(true);
    };
    await expect(
      isConfirmed(clockAt(1), planOf([{}]), preview, { confirm, signal: controller.signal }),
    ).rejects.toThrow("abort");
  });
});
