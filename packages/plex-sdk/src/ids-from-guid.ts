import type { GuidForm } from "./guid-forms.ts";
import { guidForms } from "./guid-forms.ts";
import type { ParsedGuid } from "./parsed-guid.ts";
import type { PlexItemType } from "./plex-item.ts";

/**
 * The id in a guid, of any agent, for an item of a type; undefined when it holds none that another service knows.
 * The forms are data: see `guidForms`.
 */
export function idsFromGuid(guid: string, type: PlexItemType): ParsedGuid | undefined {
  return plainId(guid) ?? readForms(guid, type);
}

/**
 * The rows of `Guid[]` as they nearly always are, without a pattern: a library has tens of thousands of them at each run. Says the same as
 * the forms, or nothing.
 */
function plainId(guid: string): ParsedGuid | undefined {
  const namespace = guid.startsWith("tmdb://") ? "tmdb" : guid.startsWith("tvdb://") ? "tvdb" : undefined;
  if (namespace === undefined || guid.length > 20 || guid.charCodeAt(7) === ZERO) return undefined;
  for (let place = 7; place < guid.length; place += 1) {
    const code = guid.charCodeAt(place);
    if (code < ZERO || code > NINE) return undefined;
  }
  return guid.length === 7 ? undefined : { namespace, value: guid.slice(7), of: "item" };
}

const ZERO = "0".charCodeAt(0);
const NINE = "9".charCodeAt(0);

function readForms(guid: string, type: PlexItemType): ParsedGuid | undefined {
  const at = guid.indexOf("://");
  const forms = at === -1 ? undefined : guidForms.get(guid.slice(0, at).toLowerCase());
  if (forms === undefined) return undefined;
  const tail = guid.indexOf("?", at);
  const path = guid.slice(at + 3, tail === -1 ? undefined : tail);
  for (const form of forms) {
    const groups = form.path.exec(path)?.groups;
    if (groups !== undefined) return toParsedGuid(form, { groups, type });
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

function toParsedGuid(form: GuidForm, match: { groups: Groups; type: PlexItemType }): ParsedGuid | undefined {
  const { groups, type } = match;
  const value = (groups["id"] ?? "").toLowerCase();
  const of = ownerOf(form, { kind: groups["kind"]?.toLowerCase(), type });
  // Zero is what agents write when they have no id.
  if (of === undefined || /^(?:tt)?0+$/.test(value)) return undefined;
  return {
    namespace: form.namespace,
    value: form.namespace === "imdb" || form.namespace === "plex" ? value : String(Number(value)),
    of,
    ...numberOf("season", groups),
    ...numberOf("episode", groups),
    ...(form.ordering === undefined ? {} : { ordering: form.ordering }),
  };
}

function ownerOf(
  form: GuidForm,
  match: { kind: string | undefined; type: PlexItemType },
): ParsedGuid["of"] | undefined {
  const isPart = match.type === "season" || match.type === "episode";
  if (form.of === "item") return "item";
  if (form.of === "title") return isPart ? "show" : "item";
  if (match.kind === match.type) return "item";
  return isPart && match.kind === "show" ? "show" : undefined;
}

function numberOf(name: "season" | "episode", groups: Groups): Partial<Record<"season" | "episode", number>> {
  const text = groups[name];
  return text === undefined ? {} : { [name]: Number(text) };
}
