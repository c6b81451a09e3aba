import type { FieldExplanation, Operation } from "@pakt/sync";
import type { Field } from "../arguments/read-fields.ts";
import { isOnItsWay } from "./describe-memory.ts";

/** Why a run writes: one sentence or two a reason, for people who know nothing of the rules. */
const WRITES: Readonly<Record<Operation["reason"], string>> = {
  "added-on-plex": "Plex has it and Trakt has not, and no run found it on both: it is new on Plex, so Trakt gets it.",
  "added-on-trakt": "Trakt has it and Plex has not, and no run found it on both: it is new on Trakt, so Plex gets it.",
  "changed-on-plex": "It changed on Plex after both agreed: Trakt follows.",
  "changed-on-trakt": "It changed on Trakt after both agreed: Plex follows.",
  "removed-on-plex":
    "Both had it, and it was removed on Plex: it goes from Trakt too, as removals of this field are passed on.",
  "removed-on-trakt":
    "Both had it, and it was removed on Trakt: it goes from Plex too, as removals of this field are passed on.",
  "conflict-newest": "The sides differ, and neither is as both agreed: the newer one wins.",
  "conflict-plex": "The sides differ, and neither is as both agreed: Plex wins, as is set for this field.",
  "conflict-trakt": "The sides differ, and neither is as both agreed: Trakt wins, as is set for this field.",
  "rewatched-on-plex": "It was seen again on Plex since the last run: Trakt gets one more play.",
  "viewed-with-file": "It shares a file with an episode that was seen: who saw the file saw both.",
  "new-copy": "A copy in Plex that no run has written to gets what the title has.",
  "quality-differs": "Trakt's entry says otherwise of your file than Plex: the file is right.",
  "resent-date": "Asked for: the date on which it came into Plex.",
  "dropped-by-own-mark":
    "pakt told this side of a view, and the side took the title off its watchlist for that. It was listed after it was seen: a wish to see it again, which comes back.",
  undone: "A run is taken back.",
  doubled: "The same view is there more than once.",
};

/** Why a run writes nothing, where that is a person's choice or a guard. `FIELD` stands for the field's name in `config.json`. */
const STOPS: ReadonlyMap<string, string> = new Map([
  [
    "removed-on-plex",
    "Both had it, and it was removed on Plex. Removals are not passed on (`fields.FIELD.removals` in config.json is `keep`): Trakt keeps it, and Plex does not get it back.",
  ],
  [
    "removed-on-trakt",
    "Both had it, and it was removed on Trakt. Removals are not passed on (`fields.FIELD.removals` in config.json is `keep`): Plex keeps it, and Trakt does not get it back.",
  ],
  ["direction", "The chosen direction (`fields.FIELD.direction` in config.json) does not write to that side."],
  ["type", "This kind of title is not among those that are written (`fields.FIELD.types` in config.json)."],
  ["ignored", "It is on your ignore list (`ignore` in config.json)."],
  ["declined", "You took this back with `pakt undo`: it is not written again until one side changes."],
  [
    "settling",
    "A play was sent, and no answer came. It is not sent again before Trakt's history tells what became of it.",
  ],
  ["awaiting-confirmation", "The play was sent, and Trakt does not show it yet. It is not sent again for 24 hours."],
  ["own-view", "Only pakt marked it as watched in Plex: that is no view of yours to send to Trakt."],
  [
    "started-watching",
    "pakt told one side that an episode was seen, and that side took the show off its watchlist for that. It stays on the other list, and is put on neither: list it again, or take it off there, as you like.",
  ],
  ["being-watched", "The next run marks it as watched, and what is watched leaves the watchlist by itself."],
]);

/** What comes before the sentence that the plan itself has. */
const GUARDS: ReadonlyMap<string, string> = new Map([
  ["too-many-removals", "The next run would remove unusually many titles, which looks like an accident."],
  [
    "side-is-empty",
    "One side came back empty, now or in an earlier run, which looks like an accident. It stays held until you let it through, or the titles are back.",
  ],
  [
    "identity-changed",
    "The server, the libraries or the account is another than when both sides last agreed on this field.",
  ],
  [
    "identity-unknown",
    "Whose Plex account it is could not be found out in this run, so it may be another than the last time; the next run asks again.",
  ],
  ["account-limit", "Your Trakt account is full."],
]);

const LATE = "pakt wrote it, and a read may show it late.";

const UNSETTLED =
  "The sides differ, and neither is as both agreed. No side wins by what is set for this field (`fields.FIELD.conflicts` in config.json), so nothing is written: make them the same by hand, or set it to `plex` or `trakt`.";

const TIE =
  "Both sides changed less than a minute apart, so neither is the newer one, and nothing is written: give one of them again the value that you want, or set `fields.FIELD.conflicts` in config.json to `plex` or `trakt`.";

/** Why an operation is in the plan. */
export function explainWrite({ reason }: Pick<Operation, "reason">): string {
  return WRITES[reason];
}

/** Why nothing is written of a field. */
export function explainNoWrite(told: FieldExplanation): string {
  const { field, reason, message } = told;
  const stop = reason.startsWith("conflict-") ? explainConflict(told) : STOPS.get(reason);
  if (stop !== undefined) {
    return stop.replaceAll("FIELD", field);
  }
  if (reason === "agreed") {
    return explainAgreement(told);
  }
  if (reason === "nothing") {
    return told.isAgreed ? "Neither side has it any more." : "Neither side has it.";
  }
  if (reason === "waiting" && isOnItsWay(told)) {
    return LATE;
  }
  if (reason === "waiting" && field === "collection" && told.plex === undefined) {
    return "Plex has no file of it, and nothing of a collection can be written into a library.";
  }
  return [GUARDS.get(reason) ?? "", message].join(" ").trim();
}

/** What was taken back stays different, and is a conflict for that reason alone. */
function explainConflict(told: FieldExplanation): string | undefined {
  if (told.declined !== undefined) {
    return STOPS.get("declined");
  }
  return told.reason === "conflict-newest" && isTie(told) ? TIE : UNSETTLED;
}

/** Two values of which none is the newer by a minute; a side without a date knows none. */
function isTie({ plex, trakt }: FieldExplanation): boolean {
  const [first, second] = [plex?.at, trakt?.at];
  return first === undefined || second === undefined
    ? first === second
    : Math.abs(Date.parse(first) - Date.parse(second)) < 60_000;
}

/** Both have something; whether it is the same is seen in what they say, and what stands against it is known. */
function explainAgreement(told: FieldExplanation): string {
  const { field, plex, trakt } = told;
  if (isOnItsWay(told)) {
    return LATE;
  }
  if (trakt !== undefined && "isPhysical" in trakt) {
    return "Trakt's entry is a disc or a tape that a person entered: it is left alone.";
  }
  if (plex !== undefined && trakt !== undefined && "value" in plex && "value" in trakt && plex.value !== trakt.value) {
    return "The sides differ, and nothing can be written for now.";
  }
  return AGREEMENTS[field];
}

const AGREEMENTS: Readonly<Record<Field, string>> = {
  watched: "Both sides have it.",
  rating: "Both sides say the same.",
  collection: "Both say the same, as far as can be told of the file.",
  watchlist: "Both sides have it.",
};
