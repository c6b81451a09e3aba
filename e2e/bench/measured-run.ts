// One run in a process of its own, measured.
import { openHome, sync } from "@pakt/sync";
import { homedir } from "node:os";

import { sendMeasures } from "./send-measures.ts";

const startedAt = performance.now();
const home = await openHome({
  env: process.env,
  userHome: homedir(),
  product: { name: "pakt-bench", version: "0.0.0" },
  tuning: { writeIntervalMs: 0 },
});
const report = await sync(home);
sendMeasures(startedAt, { requests: report.requests, fields: report.fields, exitCode: report.exitCode });
