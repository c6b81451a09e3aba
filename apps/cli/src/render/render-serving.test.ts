import { describe, expect, test } from "vitest";
import { createStyle } from "../output/style.ts";
import { renderEndedRun, renderServing } from "./render-serving.ts";

const plain = createStyle({ colour: false, unicode: true, width: 80 });
const url = "http://127.0.0.1:8080/";

describe("renderServing", () => {
  test("shows the token the first time", () => {
    expect(renderServing({ url, isOpen: true, setUpToken: "TOKEN" }, plain)).toEqual([
      "✓ pakt serves http://127.0.0.1:8080/",
      "  It answers on this machine's other addresses too.",
      "",
      "  Nobody has chosen a password yet. Choose one there, with this set-up token:",
      "",
      "    TOKEN",
      "",
      "  Stop it with Ctrl-C: what is being written is finished first.",
    ]);
  });

  test("is short from then on", () => {
    expect(renderServing({ url, isOpen: false, setUpToken: undefined }, plain)).toEqual([
      "✓ pakt serves http://127.0.0.1:8080/",
      "  Stop it with Ctrl-C: what is being written is finished first.",
    ]);
  });
});

describe("renderEndedRun", () => {
  const head = {
    by: "schedule",
    startedAt: "2026-06-10T03:00:00.000Z",
    finishedAt: "2026-06-10T03:00:04.000Z",
  } as const;
  const none = { added: 0, updated: 0, removed: 0 };

  test("says what was written, by whom", () => {
    const fields = { rating: { toPlex: { ...none, added: 1 }, toTrakt: { ...none, updated: 2 } } };
    expect(renderEndedRun({ ...head, purpose: "sync", exitCode: 4, fields, held: 12 })).toBe(
      "2026-06-10T03:00:04.000Z Sync by the schedule: 3 operations written, 12 held (exit code 4)",
    );
  });

  test("says what stopped it", () => {
    const error = { code: "plex-unreachable", message: "Plex cannot be read.", advice: "Look." };
    expect(renderEndedRun({ ...head, purpose: "undo-plan", by: "key", exitCode: 1, error })).toBe(
      "2026-06-10T03:00:04.000Z Undo plan by a script: Plex cannot be read (exit code 1)",
    );
  });
});
