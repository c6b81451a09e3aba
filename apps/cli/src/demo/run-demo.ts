import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import { createInMemoryTrakt } from "@pakt/trakt-sdk/testing";
import type { ExitCode } from "@pakt/sync";
import type { CliContext } from "../cli-context.ts";
import { countWords } from "../render/format-amounts.ts";
import { fillServices } from "./fill-services.ts";
import type { DemoServices, PlacedTitle } from "./fill-services.ts";
import { findDifferences, isOnBothSides } from "./find-differences.ts";

/** Starts both services in memory with the sample household, and syncs them over HTTP as anyone would. Gives 1 when anything is not as it should be. */
export async function runDemo(context: CliContext): Promise<ExitCode> {
  const services: DemoServices = { plex: createInMemoryPlex(), trakt: createInMemoryTrakt() };
  const titles = fillServices(services);
  const home = mkdtempSync(join(tmpdir(), "pakt-demo-"));
  const plex = await services.plex.listen();
  const trakt = await services.trakt.listen();
  try {
    const env = demoEnvironment({ context, services, home, plexUrl: plex.url, traktUrl: trakt.url });
    return await showDemo({ context, services, titles, env, urls: [plex.url, trakt.url] });
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
  readonly urls: readonly [string, string];
}

async function showDemo({ context, services, titles, env, urls }: Demo): Promise<ExitCode> {
  const { stdout } = context;
  const { style } = stdout;
  const faults: string[] = [];
  const step = (text: string): void => stdout.lines(["", style.bold(text), ""]);
  const say = (text: string): void => stdout.lines([`${style.green(style.marks.done)} ${text}`]);
  const expect = (facts: readonly string[], text: string): void => {
    faults.push(...facts);
    stdout.lines(facts.map((fact) => `${style.red(style.marks.fail)} ${fact}`));
    if (facts.length === 0) {
      say(text);
    }
  };
  const pakt = async (...argv: readonly string[]): Promise<void> => {
    stdout.lines([style.dim(`$ pakt ${argv.join(" ")}`)]);
    const exitCode = await context.runAgain(argv, env);
    expect(exitCode === 0 ? [] : [`\`pakt ${argv.join(" ")}\` ended with exit code ${exitCode}`], "Exit code 0");
  };

  stdout.lines(["A whole sync on a sample household: the real code, over real HTTP, on two services in memory."]);
  step("1. Two services start");
  say(`Plex on ${urls[0]}: ${countWords(services.plex.items.all().length, "item")} in 3 libraries`);
  say(
    `Trakt on ${urls[1]}: ${countWords(services.trakt.account.plays().length, "play")}, ${countWords(services.trakt.account.ratings().length, "rating")}`,
  );
  say(`${countWords(findDifferences(titles, services).length, "difference")} between them`);

  step("2. The plan: a dry run writes nothing");
  await pakt("sync", "--dry-run");
  expect(listWrites(services), "Nothing was written");

  step("3. The sync");
  await pakt("sync", "--yes");

  step("4. Both sides, compared title by title");
  const shared = titles.filter(isOnBothSides).length;
  expect(
    findDifferences(titles, services),
    `All ${countWords(shared, "shared title")} are the same, and no play is there twice`,
  );

  step("5. A second sync has nothing to do");
  services.plex.requests.clear();
  services.trakt.requests.clear();
  await pakt("sync", "--yes");
  expect(
    [...listWrites(services), ...findDifferences(titles, services)],
    `Nothing was written, ${countWords(services.trakt.requests.length, "request")} to Trakt`,
  );

  stdout.lines([
    "",
    faults.length === 0
      ? style.bold("That is pakt. Your own turn: `pakt --help`.")
      : style.bold(`The demo failed: ${countWords(faults.length, "thing is", "things are")} not as they should be.`),
  ]);
  return faults.length === 0 ? 0 : 1;
}

/** Requests that change something, as sentences. Plex's own writes are of any method, under `/:/`. */
function listWrites({ plex, trakt }: DemoServices): string[] {
  return [
    ...plex.requests.filter(({ path }) => path.startsWith("/:/")).map(({ path }) => `Plex was written to: ${path}`),
    ...trakt.requests.filter(({ method }) => method !== "GET").map(({ path }) => `Trakt was written to: ${path}`),
  ];
}

/** The environment that anyone would set for these two services; nothing else of pakt's reaches the demo. */
function demoEnvironment({
  context,
  services,
  home,
  plexUrl,
  traktUrl,
}: {
  readonly context: CliContext;
  readonly services: DemoServices;
  readonly home: string;
  readonly plexUrl: string;
  readonly traktUrl: string;
}): CliContext["env"] {
  const tokens = services.trakt.tokens.issue();
  return {
    ...Object.fromEntries(Object.entries(context.env).filter(([name]) => !name.startsWith("PAKT_"))),
    PAKT_HOME: home,
    PAKT_PLEX_URL: plexUrl,
    PAKT_PLEX_TV_URL: plexUrl,
    PAKT_PLEX_DISCOVER_URL: plexUrl,
    PAKT_PLEX_TOKEN: services.plex.token,
    PAKT_TRAKT_API_URL: traktUrl,
    PAKT_TRAKT_CLIENT_ID: "demo",
    PAKT_TRAKT_ACCESS_TOKEN: tokens.accessToken,
    PAKT_TRAKT_REFRESH_TOKEN: tokens.refreshToken,
  };
}
