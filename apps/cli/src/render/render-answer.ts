import type { TitleExplanation } from "@pakt/sync";
import type { Style } from "../output/style.ts";
import { renderCandidates, renderNoTitle } from "./render-candidates.ts";
import { renderExplanation } from "./render-explanation.ts";

/** What `pakt explain` found: one title explained, several to choose from, or none. `now` is epoch milliseconds. */
export function renderAnswer(
  told: TitleExplanation,
  { query, now, style }: { readonly query: string; readonly now: number; readonly style: Style },
): string[] {
  const { result, past, unreadable, notFound, servers } = told;
  switch (result.kind) {
    case "explained":
      return renderExplanation(result.explanation, {
        past,
        unreadable,
        notFound,
        now,
        style,
        ...(servers !== undefined && { servers }),
      });
    case "several":
      return renderCandidates(result.candidates, style);
    case "none":
      return renderNoTitle(query, result.problems, style);
    default:
      return result satisfies never;
  }
}
