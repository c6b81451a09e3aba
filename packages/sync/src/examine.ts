import { examineHome } from "./examine-home.ts";
import { examinePlex } from "./examine-plex.ts";
import { examineTrakt } from "./examine-trakt.ts";
import type { Check } from "./examination.ts";
import type { Home } from "./home.ts";
import { withInterrupt } from "./interrupt.ts";
import { isPaktError } from "./pakt-error.ts";
import type { ExitCode } from "./pakt-error.ts";
import { reckonClocks } from "./reckon-clocks.ts";
import type { MeasuredClocks } from "./reckon-clocks.ts";
import { createServiceClocks } from "./service-clocks.ts";

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
      const checks = [
        examineNode(nodeVersion),
        await examineHome(home),
        ...home.warnings.map((warning): Check => ({ subject: "files", status: "warning", ...warning })),
        ...(await examinePlex(home, {
          signal,
          onRequest: (event, of) => (of === "server" ? clocks.note("plex", event) : undefined),
        })),
        await examineTrakt(home, { signal, onRequest: (event) => clocks.note("trakt", event) }),
      ];
      const all = [...checks, ...examineClocks({ plex: clocks.aheadMs("plex"), trakt: clocks.aheadMs("trakt") })];
      return { checks: all, exitCode: all.some(({ status }) => status === "bad") ? 1 : 0 };
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

function examineClocks(measured: MeasuredClocks): readonly Check[] {
  if (measured.plex === undefined && measured.trakt === undefined) return [];
  try {
    const { warnings } = reckonClocks(measured, 0);
    if (warnings.length === 0) return [{ subject: "clocks", status: "good", message: "The clocks agree." }];
    return warnings.map((message) => ({ subject: "clocks", status: "warning", message }));
  } catch (error) {
    if (!isPaktError(error)) throw error;
    return [{ subject: "clocks", status: "bad", message: error.message, advice: error.advice }];
  }
}
