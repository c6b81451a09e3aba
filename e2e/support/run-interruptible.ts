// A run in a process of its own that Ctrl-C stops as it stops the command line.
import { isPaktError, openHome, sync } from "@pakt/sync";
import { homedir } from "node:os";

const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
const home = await openHome({
  env: process.env,
  userHome: homedir(),
  product: { name: "pakt-e2e", version: "0.0.0" },
  tuning: { writeIntervalMs: 0, plexListIntervalMs: 0, settleAfterMs: 100, retryBaseMs: 5, lockWaitMs: 5000 },
});
try {
  console.log(JSON.stringify(await sync(home, { signal: controller.signal })));
} catch (error) {
  if (!isPaktError(error)) throw error;
  console.log(error.code);
} finally {
  await home.close();
}
