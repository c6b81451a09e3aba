import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createDemoServices } from "../src/demo/demo-services.ts";
import type { DemoServices } from "../src/demo/demo-services.ts";
import type { PaktResult } from "./run-pakt.ts";
import { runPakt } from "./run-pakt.ts";
import { createScriptedPrompts } from "./scripted-prompts.ts";
import type { Line } from "./scripted-prompts.ts";

/** Both services, and a person who has set up nothing. */
export interface SetupScene extends DemoServices {
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  /** Goes through `pakt setup` with these answers. */
  readonly setUp: (
    script: readonly Line[],
    options?: {
      readonly flags?: readonly string[];
      readonly signal?: AbortSignal;
      readonly env?: Readonly<Record<string, string>>;
    },
  ) => Promise<
    PaktResult & {
      readonly asked: readonly string[];
      readonly lastChoices: readonly string[];
      readonly opened: readonly string[];
    }
  >;
  /** What the person does with each code. Default: approves it. */
  readonly decide: (decision: "approve" | "deny" | "expire") => void;
}

const CLEAR = "\r\u001B[2K";

/** Starts both services with a movie that was seen in Plex, on loopback ports. Gone when the test ends. */
export async function startSetup(): Promise<SetupScene> {
  const { plex, trakt } = createDemoServices({ devicePollSeconds: 0 });
  fill({ plex, trakt });
  const home = mkdtempSync(join(tmpdir(), "pakt-test-"));
  const [plexAt, traktAt] = await Promise.all([plex.listen(), trakt.listen()]);
  onTestFinished(async () => {
    await Promise.all([plexAt.close(), traktAt.close()]);
    rmSync(home, { recursive: true, force: true });
  });
  let decision = "approve";
  trakt.intercept(({ path, phase }) => {
    if (path !== "/oauth/device/token" || phase !== "before") return undefined;
    for (const code of trakt.tokens.pendingDevices()) {
      if (decision === "approve") trakt.tokens.approveDevice(code);
      if (decision === "deny") trakt.tokens.denyDevice(code);
      if (decision === "expire") trakt.tokens.expireDevice(code);
    }
    return undefined;
  });
  plex.intercept(({ path }) => {
    if (!path.startsWith("/api/v2/pins/")) return undefined;
    if (decision === "expire") return { kind: "status", status: 404 };
    plex.person.pendingPins().forEach((code) => plex.person.approvePin(code));
    return undefined;
  });
  const env = {
    LANG: "C.UTF-8",
    NO_COLOR: "1",
    PAKT_HOME: home,
    PAKT_PLEX_TV_URL: plexAt.url,
    PAKT_PLEX_DISCOVER_URL: plexAt.discoverUrl,
    PAKT_TRAKT_API_URL: traktAt.url,
  };
  return {
    plex,
    trakt,
    home,
    env,
    decide: (next) => {
      decision = next;
    },
    setUp: async (script, { flags = [], signal, env: more = {} } = {}) => {
      const prompts = createScriptedPrompts(script);
      const opened: string[] = [];
      const result = await runPakt(["setup", ...flags], {
        env: { ...env, ...more },
        typed: "",
        prompts,
        openLink: (url) => opened.push(url) > 0,
        ...(signal === undefined ? {} : { signal }),
      });
      // What is left on the screen of lines that were painted over.
      const stdout = result.stdout
        .split("\n")
        .map((line) => line.split(CLEAR).at(-1))
        .join("\n");
      return { ...result, stdout, asked: prompts.asked, lastChoices: prompts.lastChoices(), opened };
    },
  };
}

function fill({ plex, trakt }: DemoServices): void {
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "Shows", type: "show" });
  const heat = { ids: { trakt: 1, slug: "heat-1995", tmdb: 949, imdb: "tt0113277" }, title: "Heat", year: 1995 };
  trakt.catalogue.addMovie({ ...heat, runtime: 170 });
  const seen = plex.items.addMovie({ library: "1", title: "Heat", year: 1995, guids: ["tmdb://949"] });
  plex.person.view(seen, 1_700_000_000);
}
