import { expect, test } from "vitest";
import { describeTokens } from "./describe-tokens.ts";

const now = "2026-02-01T10:00:00.000Z";

test.each([
  [
    {
      source: "sign-in",
      signedInAt: "2026-01-10T10:00:00.000Z",
      renewedAt: "2026-01-30T09:00:00.000Z",
      expiresAt: "2026-02-06T09:00:00.000Z",
    },
    "signed in 3 weeks ago, renewed 2 days ago, good until 2026-02-06 09:00 UTC",
  ],
  [{ source: "sign-in", signedInAt: "2026-02-01T09:59:50.000Z" }, "signed in just now"],
  [{ source: "sign-in" }, "signed in"],
  [{ source: "sign-in", expiresAt: "2026-01-31T09:00:00.000Z" }, "signed in, ended 2026-01-31 09:00 UTC"],
  [{ source: "environment" }, "from the environment"],
  [
    { source: "environment", renewedAt: "2026-02-01T07:00:00.000Z", expiresAt: "2026-02-08T07:00:00.000Z" },
    "from the environment, renewed 3 hours ago, good until 2026-02-08 07:00 UTC",
  ],
] as const)("says of %j: %s", (times, expected) => {
  expect(describeTokens(times, now)).toBe(expected);
});
