import type { Explanation, TitleExplanation } from "@pakt/sync";
import { wrapText } from "../output/wrap-text.ts";
import { explainNoWrite } from "./explain-rule.ts";
import { fieldName } from "./field-name.ts";
import { countWords } from "./format-amounts.ts";
import { renderCopies } from "./render-copies.ts";
import { isIdle, renderField } from "./render-field.ts";
import type { FieldSetting } from "./render-field.ts";
import { renderPairs } from "./render-pairs.ts";
import { renderPast } from "./render-past.ts";

/** What a title is explained with besides itself. */
type Setting = Omit<FieldSetting, "explanation"> & Pick<TitleExplanation, "servers" | "unreadable">;

/** Why a title was or was not synced: the title, its copies, each field, and what past runs did to it. */
export function renderExplanation(explanation: Explanation, given: Setting): string[] {
  const { style, past, unreadable, servers } = given;
  const { title, type, copies, fields } = explanation;
  const idle = fields.filter(isIdle);
  return [
    `${style.bold(title)} ${style.dim(`${style.dot} ${type}`)}`,
    ...renderPairs(
      [
        ["Ids", listIds(explanation)],
        ["In Plex", copies.length === 0 ? "in no library that is read" : countWords(copies.length, "copy", "copies")],
      ],
      style,
    ),
    ...renderCopies(copies, style, servers),
    ...fields.flatMap((field) => (isIdle(field) ? [] : ["", ...renderField(field, { ...given, explanation })])),
    ...(idle.length === 0 ? [] : [""]),
    ...renderPairs(
      idle.map((field) => [fieldName(field.field), explainNoWrite(field)]),
      style,
    ),
    "",
    style.bold("What runs did to it"),
    ...renderPast(past, style),
    ...unreadable.flatMap((run) =>
      wrapText(`The record of the run ${run} cannot be read: what it did is left out.`, {
        width: style.width,
        indent: 2,
      }).map(style.yellow),
    ),
    "",
    ...wrapText(NOTE, { width: style.width, indent: 2 }).map(style.dim),
  ];
}

const NOTE =
  "Times are UTC. Agreed on is what both sides had when a run last found or made them the same: it tells what was added from what was removed.";

/** Plex's own catalogue ids say nothing to people, where there are others. */
function listIds({ ids }: Explanation): string {
  const told = ids.filter((id) => !id.startsWith("plex:"));
  return ids.length === 0 ? "none of its own" : (told.length === 0 ? ids : told).join(" ");
}
