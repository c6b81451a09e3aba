// A run in a process of its own, as a person would start it, but for the waiting times.
import { openHome, sync } from "@pakt/sync";
import { homedir } from "node:os";

const home = await openHome({
  env: process.env,
  userHome: homedir(),
  product: { name: "pakt-e2e", version: "0.0.0" },
  tuning: {
    writeIntervalMs: 0,
    plexListIntervalMs: 0,
    settleAfterMs: Number(process.env["E2E_SETTLE_MS"] ?? 200),
    retryBaseMs: 5,
    lockWaitMs: 5000,
    lockExpiresAfterMs: Number(process.env["E2E_LOCK_EXPIRES_MS"] ?? 45_000),
  },
});
const report = await sync(home).finally(() => home.close());
console.log(JSON.stringify(report));
