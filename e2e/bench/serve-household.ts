// The services of a bench in a process of their own: says over IPC where they are.
import { LARGE, fillLargeHousehold } from "../support/large-household.ts";
import { startServices } from "../support/start-services.ts";

const services = await startServices({ trakt: { settings: { vip: true } } });
fillLargeHousehold(services, LARGE, { seenOn: process.argv[2] === "plex" ? "plex" : "both" });

process.once("message", () => void services.close().then(() => process.disconnect()));
process.send?.({ env: services.env });
