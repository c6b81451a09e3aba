// The services of a bench in a process of their own: says over IPC where they are, and what was asked of them.
import { LARGE, fillLargeHousehold } from "../support/large-household.ts";
import { startServices } from "../support/start-services.ts";

const services = await startServices();
fillLargeHousehold(services, LARGE, { seenOn: process.argv[2] === "plex" ? "plex" : "both" });

process.on("message", (message) => {
  if (message === "requests") {
    const log = (side: "plex" | "trakt"): object[] =>
      services[side].requests.map(({ method, path, query }) => ({
        side,
        method,
        path,
        query: new URLSearchParams(query).toString(),
      }));
    process.send?.({ type: "requests", requests: [...log("plex"), ...log("trakt")] });
    services.plex.requests.clear();
    services.trakt.requests.clear();
  }
  if (message === "close") void services.close().then(() => process.disconnect());
});
process.send?.({ type: "ready", env: services.env });
