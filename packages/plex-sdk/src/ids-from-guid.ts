import type { GuidForm } from "./guid-forms.ts";
import { guidForms } from "./guid-forms.ts";
import type { ParsedGuid } from "./parsed-guid.ts";
import type { PlexItemType } from "./plex-item.ts";

/**
 * The id in a guid, of any agent, for an item of a type; undefined when it holds none that another service knows.
 * The forms are data: see `guidForms`.
 */
export function idsFromGuid(guid: string, type: PlexItemType): ParsedGuid | undefined {
  return plainId(guid, type) ?? readForms(guid, type);
}

/**
 * Guids as they nearly always are, without a pattern: a library has tens of thousands of them at each run. Says the same as the forms, or
 * nothing.
 */
function plainId(guid: string, type: PlexItemType): ParsedGuid | undefined {
  if (guid.startsWith("plex://")) return plainPlexId(guid, type);
  const namespace = plainNamespace(guid);
  if (namespace === undefined || guid.length > 20 || guid[START] === "0" || !isMadeOf(guid, START, isDigit))
    return undefined;
  return { namespace, value: guid.slice(START), of: "item" };
}

function plainPlexId(guid: string, type: PlexItemType): ParsedGuid | undefined {
  const start = START + type.length + 1;
  const isOfItem = guid.length === start + 24 && guid.startsWith(type, START) && guid[start - 1] === "/";
  if (!isOfItem || !isMadeOf(guid, start, isHexDigit) || guid.endsWith(NO_ID)) return undefined;
  return { namespace: "plex", value: guid.slice(start), of: "item" };
}

/** How long `tmdb://` is, and the other two. */
const START = 7;
const NO_ID = "0".repeat(24);

function plainNamespace(guid: string): "tmdb" | "tvdb" | undefined {
  if (guid.startsWith("tmdb://")) return "tmdb";
  return guid.startsWith("tvdb://") ? "tvdb" : undefined;
}

function isMadeOf(text: string, start: number, isFit: (code: number) => boolean): boolean {
  for (let place = start; place < text.length; place += 1) if (!isFit(text.charCodeAt(place))) return false;
  return text.length > start;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** In lower case, as Plex writes them. */
function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102);
}

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
