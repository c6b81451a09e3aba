import type { Report } from "@pakt/sync";
import { FIELDS } from "../arguments/read-fields.ts";
import type { Field } from "../arguments/read-fields.ts";
import { countWords } from "./format-amounts.ts";
import type { EntryList } from "./render-entries.ts";

const LIST_NAMES: Readonly<Record<Field, string>> = {
  watched: "history",
  rating: "rating",
  collection: "collection",
  watchlist: "watchlist",
};

/**
 * Titles that the account has no room for, one list a field. What Trakt answered is said once, after the titles; of what was not even
 * sent the run's warning says how full the account is and where there is more room.
 */
export function listRefused(refused: Report["refused"]): Pick<EntryList, "heading" | "entries" | "advice">[] {
  return FIELDS.flatMap((field) => {
    const ofField = refused.filter((entry) => entry.field === field);
    const answered = ofField.filter(({ reason }) => reason !== "account-limit");
    const sentences = new Set(answered.flatMap(({ message }) => message ?? []));
    return ofField.length === 0
      ? []
      : [
          {
            heading: `${countWords(ofField.length, "title")} over the ${LIST_NAMES[field]} limit`,
            entries: ofField.map(({ title }) => ({ title })),
            advice: [...sentences],
          },
        ];
  });
}
