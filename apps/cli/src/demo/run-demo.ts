import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExitCode } from "@pakt/sync";
import type { CliContext } from "../cli-context.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countWords } from "../render/format-amounts.ts";
import { createDemoServices } from "./demo-services.ts";
import type { DemoServices } from "./demo-services.ts";
import { createDemoStage } from "./demo-stage.ts";
import type { DemoStage } from "./demo-stage.ts";
import { fillServices } from "./fill-services.ts";
import { findDifferences, isOnBothSides } from "./find-differences.ts";
import type { PlacedTitle } from "./placed-title.ts";

/** Starts both services in memory with the sample household, and syncs them over HTTP as anyone would. Gives 1 when anything is not as it should be. */
export async function runDemo(context: CliContext): Promise<ExitCode> {
  const services = createDemoServices();
  const titles = fillServices(services);
  const home = mkdtempSync(join(tmpdir(), "pakt-demo-"));
  const plex = await services.plex.listen();
  const trakt = await services.trakt.listen();
  try {
    const env = demoEnvironment({ context, services, home, at: { plex, trakt } });
    return await showDemo({ context, services, titles, env });
  } finally {
    await Promise.all([plex.close(), trakt.close()]);
    rmSync(home, { recursive: true, force: true });
  }
}

interface Demo {
  readonly context: CliContext;
  readonly services: DemoServices;
  readonly titles: readonly PlacedTitle[];
  readonly env: CliContext["env"];
}

/** Goes through the steps, as far as all is well. */
async function showDemo(demo: Demo): Promise<ExitCode> {
  const { stdout } = demo.context;
  const { style } = stdout;
  const stage = createDemoStage(demo.context, demo.env);
  stdout.lines(
    wrapText("A sample household, the real code, and real HTTP to a Plex and a Trakt in memory.", {
      width: style.width,
    }),
  );
  for (const [title, play] of listSteps(demo, stage)) {
    stage.step(title);
    await play();
    if (stage.wrongs().length > 0) {
      stdout.lines([
        "",
        style.bold(`The demo failed: ${countWords(stage.wrongs().length, "thing is", "things are")} not as expected.`),
      ]);
      return 1;
    }
  }
  stdout.lines(["", style.bold("That is pakt. Your own turn: `pakt setup`.")]);
  return 0;
}

function listSteps({ services, titles, env }: Demo, stage: DemoStage): readonly (readonly [string, () => unknown])[] {
  const writeNothing = (): readonly string[] => [...listWrites(services), ...findDifferences(titles, services)];
  return [
    [
      "1. The services start",
      () => {
        stage.say(`Plex on ${env["PAKT_PLEX_URL"]} with ${describePlex(services)}`);
        stage.say(`Trakt on ${env["PAKT_TRAKT_API_URL"]} with ${describeTrakt(services)}`);
        stage.say(`${countWords(findDifferences(titles, services).length, "difference")} between them`);
      },
    ],
    [
      "2. The plan: a dry run",
      async () => {
        await stage.pakt("sync", "--dry-run");
        stage.expect(listWrites(services), "Nothing was written");
      },
    ],
    ["3. The sync", () => stage.pakt("sync", "--yes")],
    [
      "4. Both sides, compared title by title",
      () => {
        const shared = countWords(titles.filter(isOnBothSides).length, "shared title");
        stage.expect(
          findDifferences(titles, services),
          `All ${shared} are the same, no play is there twice, and the collection is as the files are`,
        );
        if (stage.wrongs().length === 0) {
          stage.say(describeWatchlists(titles));
        }
      },
    ],
    [
      "5. A second sync",
      async () => {
        services.plex.requests.clear();
        services.trakt.requests.clear();
        await stage.pakt("sync", "--yes");
        stage.expect(
          writeNothing(),
          `Nothing was written, ${countWords(services.trakt.requests.length, "request")} to Trakt`,
        );
      },
    ],
  ];
}

function describePlex({ plex }: DemoServices): string {
  const listed = plex.discover.watchlist.all().length;
  return `${countWords(plex.items.all().length, "item")} in 3 libraries and ${listed} on the watchlist`;
}

function describeTrakt({ trakt: { account } }: DemoServices): string {
  return [
    countWords(account.plays().length, "play"),
    countWords(account.ratings().length, "rating"),
    `${account.collection().length} collected, and ${account.watchlist().length} on the watchlist`,
  ].join(", ");
}

/** The watchlists as they should be in the end: of what is on one side only, why. */
function describeWatchlists(titles: readonly PlacedTitle[]): string {
  const exceptions = titles.flatMap(({ name, staysOn }) => {
    if (staysOn === undefined) {
      return [];
    }
    return staysOn === "plex" ? [`${name}, for which Trakt has no room`] : [`${name}, which Plex does not know`];
  });
  return `The watchlists are the same but for ${exceptions.join(", and ")}`;
}

/** Requests that change something, as sentences. The media server's own writes are of any method, under `/:/`; those to Discover are PUT. */
function listWrites({ plex, trakt }: DemoServices): string[] {
  return [
    ...plex.requests
      .filter(({ method, path }) => method !== "GET" || path.startsWith("/:/"))
      .map(({ path }) => `Plex was written to: ${path}`),
    ...trakt.requests.filter(({ method }) => method !== "GET").map(({ path }) => `Trakt was written to: ${path}`),
  ];
}

/** The environment that anyone would set for these two services; nothing else of pakt's reaches the demo. */
function demoEnvironment({
  context,
  services,
  home,
  at,
}: {
  readonly context: CliContext;
  readonly services: DemoServices;
  readonly home: string;
  readonly at: {
    readonly plex: { readonly url: string; readonly discoverUrl: string };
    readonly trakt: { readonly url: string };
  };
}): CliContext["env"] {
  const tokens = services.trakt.tokens.issue();
  return {
    ...Object.fromEntries(Object.entries(context.env).filter(([name]) => !name.startsWith("PAKT_"))),
    PAKT_HOME: home,
    PAKT_PLEX_URL: at.plex.url,
    PAKT_PLEX_TV_URL: at.plex.url,
    PAKT_PLEX_DISCOVER_URL: at.plex.discoverUrl,
    PAKT_PLEX_TOKEN: services.plex.token,
    PAKT_TRAKT_API_URL: at.trakt.url,
    PAKT_TRAKT_CLIENT_ID: "demo",
    PAKT_TRAKT_ACCESS_TOKEN: tokens.accessToken,
    PAKT_TRAKT_REFRESH_TOKEN: tokens.refreshToken,
  };
}
