// The services of a bench in a process of their own: says over IPC where they are, and lets ten things change when told to.
import { SIZES } from "./sizes.ts";
import { fillLargeHousehold } from "@pakt/e2e/support/large-household.ts";
import { startServices } from "@pakt/e2e/support/start-services.ts";
import { z } from "zod";

import { changeTen } from "./change-ten.ts";

const { size, seed, seenOn, latencyMs } = z
  .object({
    size: z.enum(["S", "M", "L"]),
    seed: z.number(),
    seenOn: z.enum(["both", "plex"]),
    latencyMs: z.object({ plex: z.number(), trakt: z.number() }),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

const services = await startServices({
  plex: { latencyMs: latencyMs.plex },
  trakt: { latencyMs: latencyMs.trakt, settings: { vip: true } },
});
const household = fillLargeHousehold(services, SIZES[size], { seenOn, seed });
let round = 0;

process.on("message", (message) => {
  if (message === "close") {
    void services.close().then(() => process.disconnect());
    return;
  }
  changeTen(services, household, { size: SIZES[size], round });
  round += 1;
  process.send?.("changed");
});
process.send?.({ env: services.env });
