import { examineHome } from "./examine-home.ts";
import { examinePlex } from "./examine-plex.ts";
import { examineTrakt } from "./examine-trakt.ts";
import type { Check } from "./examination.ts";
import { forProfile } from "./for-profile.ts";
import type { Home } from "./home.ts";
import { withInterrupt } from "./interrupt.ts";
import { isPaktError } from "./pakt-error.ts";
import type { ExitCode } from "./pakt-error.ts";
import { reckonServerClocks } from "./plex-ahead.ts";
import type { ServerClock } from "./plex-replica.ts";
import { readUsers } from "./profile-users.ts";
import { createServiceClocks } from "./service-clocks.ts";
import { syncedServers } from "./synced-servers.ts";

/** All that was looked at. */
export interface Examination {
  readonly checks: readonly Check[];
  /** 1 where something is bad. */
  readonly exitCode: ExitCode;
}

/** The oldest Node that pakt runs on. */
const OLDEST_NODE = [22, 13] as const;

/** Looks at everything that a sync needs, one after another, and says what to do about what is wrong. Writes nothing but a file of its own. */
export function examine(
  home: Home,
  { nodeVersion, signal }: { readonly nodeVersion: string; readonly signal?: AbortSignal | undefined },
): Promise<Examination> {
  return withInterrupt(
    signal,
    async () => {
      const clocks = createServiceClocks(home.clock);
      const servers = syncedServers(home).map((server) => ({ ...server, clocks: createServiceClocks(home.clock) }));
      const checks = [
        examineNode(nodeVersion),
        await examineHome(home),
        ...home.warnings.map((warning): Check => ({ subject: "files", status: "warning", ...warning })),
        ...(await examinePlex(home, {
          signal,
          onRequest: (event, of) => {
            if (of !== "account") servers.find(({ url }) => url === of.url)?.clocks.note("plex", event);
          },
        })),
        ...(await examineTrakt(home, { signal, onRequest: (event) => clocks.note("trakt", event) })),
      ];
      const ofServers = servers.map(({ id = "", name, clocks: own }) => ({
        server: id,
        ...(name !== undefined && servers.length > 1 && { name }),
        aheadMs: own.aheadMs("plex"),
      }));
      const all = [...checks, ...examineClocks(ofServers, clocks.aheadMs("trakt"))];
      const users = await readUsers(home);
      const told = all.map((check) =>
        check.advice === undefined ? check : { ...check, advice: forProfile(check.advice, home.profile, users) },
      );
      return { checks: told, exitCode: all.some(({ status }) => status === "bad") ? 1 : 0 };
    },
    { message: "The examination was stopped.", advice: "Nothing was changed." },
  );
}

function examineNode(version: string): Check {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const isOldEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isOldEnough) return { subject: "node", status: "good", message: `Node ${version.replace(/^v/, "")}.` };
  return {
    subject: "node",
    status: "bad",
    message: `Node ${version} is too old.`,
    advice: `pakt runs on ${OLDEST_NODE.join(".")} and newer.`,
  };
}

function examineClocks(servers: readonly ServerClock[], trakt: number | undefined): readonly Check[] {
  if (trakt === undefined && servers.every(({ aheadMs }) => aheadMs === undefined)) return [];
  try {
    const { warnings } = reckonServerClocks(servers, trakt, {});
    if (warnings.length === 0) return [{ subject: "clocks", status: "good", message: "The clocks agree." }];
    return warnings.map((message) => ({ subject: "clocks", status: "warning", message }));
  } catch (error) {
    if (!isPaktError(error)) throw error;
    return [{ subject: "clocks", status: "bad", message: error.message, advice: error.advice }];
  }
}
