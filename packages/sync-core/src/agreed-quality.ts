import { completeQuality, isSameQuality, isUnknown, qualityParts, type Quality } from "./quality.ts";

// Base's quality of an entry names in `unknown` what Plex could not tell when both agreed. Such a part may have a value all the same: Trakt's.

/** An entry as base remembers it: what both sides have, and which parts of that Plex could not tell. */
export function toAgreedQuality(both: Quality, plex: Quality): Quality {
  return plex.unknown === undefined || plex.unknown.length === 0 ? both : { ...both, unknown: plex.unknown };
}

/** What both sides had, whoever told it. */
export function plainQuality(agreed: Quality): Quality {
  if (agreed.unknown === undefined) return agreed;
  const { unknown: _, ...plain } = agreed;
  return plain;
}

/** Base's quality of the same file with what Plex can tell by now. The very same where that is nothing new. */
export function learnQuality(agreed: Quality, plex: Quality): Quality {
  if (agreed.unknown === undefined) return agreed;
  const left = agreed.unknown.filter((part) => isUnknown(plex, part));
  if (left.length === agreed.unknown.length) return agreed;
  return toAgreedQuality(completeQuality(plex, agreed), { unknown: left });
}

/** Base's quality of an entry that is there, with what Plex cannot tell of it any more and nobody knows. The very same where that is nothing. */
export function noteUnknown(agreed: Quality, plex: Quality): Quality {
  const known = agreed.unknown ?? [];
  const fresh = (plex.unknown ?? []).filter((part) => agreed[part] === undefined && !known.includes(part));
  return fresh.length === 0 ? agreed : { ...agreed, unknown: [...known, ...fresh] };
}

/**
 * What is sent of a file: parts that Plex cannot tell as Trakt has them. Of another file than the one that both sides agreed on,
 * what Trakt has from that one is left out; what somebody else put there since stays.
 */
export function toSentQuality(
  plex: Quality,
  { trakt, agreed }: { readonly trakt: Quality | undefined; readonly agreed: Quality | undefined },
): Quality {
  if (agreed === undefined || isSameFile(plex, agreed)) return completeQuality(plex, trakt ?? agreed);
  return completeQuality(plex, trakt && changedParts(trakt, agreed));
}

/** As far as can be told: what nobody knew before is no difference. */
function isSameFile(plex: Quality, agreed: Quality): boolean {
  const untold = (agreed.unknown ?? []).filter((part) => agreed[part] === undefined);
  return isSameQuality(plex, { ...agreed, unknown: untold });
}

function changedParts(quality: Quality, agreed: Quality): Quality {
  const same = qualityParts.filter((part) => quality[part] === agreed[part]);
  return completeQuality({ ...quality, unknown: same }, undefined);
}
