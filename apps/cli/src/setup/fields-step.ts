import type { Directions } from "@pakt/sync";
import { FIELDS } from "../arguments/read-fields.ts";
import type { Field } from "../arguments/read-fields.ts";
import { fieldName } from "../render/field-name.ts";
import { renderPairs } from "../render/render-pairs.ts";
import { beginStep, withFreshHome } from "./setup-stage.ts";
import type { SetupStage } from "./setup-stage.ts";

type Direction = Directions["watched"];

/** Asks what is synced and which way, with a sentence each. Throws PaktError. */
export async function chooseFields(stage: SetupStage): Promise<void> {
  const { chooseDirections, describeDirection } = await import("@pakt/sync");
  const now = await withFreshHome(stage, (home) =>
    Promise.resolve({
      directions: directionsOf((field) => home.config.fields[field].direction),
      describe: (field: Field, direction: Direction) => describeDirection(home, field, direction),
    }),
  );
  const renderEffects = (directions: Directions): readonly string[] =>
    renderPairs(
      FIELDS.map((field) => [fieldName(field), now.describe(field, directions[field])]),
      stage.desk.style,
    );
  beginStep(stage, "What is kept the same", "If you take what most people take:");
  stage.desk.lines(renderEffects(BOTH_WAYS));
  const way = await stage.prompts.select({
    message: "Which way?",
    choices: [
      { value: "both-ways", label: "Both ways, as above" },
      { value: "to-trakt", label: "Only from Plex to Trakt", hint: "Plex is never written to" },
      { value: "to-plex", label: "Only from Trakt to Plex", hint: "Trakt is never written to" },
      { value: "each", label: "Let me choose for each" },
    ],
    initial: wayOf(now.directions),
  });
  const chosen = way === "each" ? await askForEach(stage, now) : WAYS[way];
  await withFreshHome(stage, (home) => chooseDirections(home, chosen));
  if (way !== "both-ways") {
    stage.desk.lines(renderEffects(chosen));
  }
}

function directionsOf(choose: (field: Field) => Direction): Directions {
  const collection = choose("collection");
  return {
    watched: choose("watched"),
    rating: choose("rating"),
    // Files are in Plex.
    collection: collection === "plex-to-trakt" || collection === "two-way" ? "plex-to-trakt" : "off",
    watchlist: choose("watchlist"),
  };
}

const BOTH_WAYS = directionsOf(() => "two-way");
const WAYS = {
  "both-ways": BOTH_WAYS,
  "to-trakt": directionsOf(() => "plex-to-trakt"),
  "to-plex": directionsOf(() => "trakt-to-plex"),
} as const satisfies Record<string, Directions>;

function wayOf(directions: Directions): keyof typeof WAYS | "each" {
  const isThat = (way: Directions): boolean => FIELDS.every((field) => way[field] === directions[field]);
  if (isThat(WAYS["both-ways"])) {
    return "both-ways";
  }
  if (isThat(WAYS["to-trakt"])) {
    return "to-trakt";
  }
  return isThat(WAYS["to-plex"]) ? "to-plex" : "each";
}

interface Now {
  readonly directions: Directions;
  readonly describe: (field: Field, direction: Direction) => string;
}

async function askForEach({ prompts }: SetupStage, { directions, describe }: Now): Promise<Directions> {
  const chosen = new Map<Field, Direction>();
  for (const field of FIELDS) {
    const possible = LABELS.filter(([direction]) => field !== "collection" || !NOT_OF_FILES.has(direction));
    const answer = await prompts.select({
      message: `${fieldName(field)}: which way?`,
      choices: possible.map(([value, label]) => ({ value, label, hint: describe(field, value) })),
      initial: directions[field],
    });
    chosen.set(field, answer);
  }
  return directionsOf((field) => chosen.get(field) ?? directions[field]);
}

const LABELS: readonly (readonly [Direction, string])[] = [
  ["two-way", "Both ways"],
  ["plex-to-trakt", "From Plex to Trakt"],
  ["trakt-to-plex", "From Trakt to Plex"],
  ["off", "Not at all"],
];
const NOT_OF_FILES: ReadonlySet<Direction> = new Set(["two-way", "trakt-to-plex"]);
