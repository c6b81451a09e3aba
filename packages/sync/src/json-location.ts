/** Texts longer than this are not parsed a second time to find a line: state files, which have only one. */
const LONGEST_TEXT = 1_000_000;

/** The line, from 1, at which a text stops being JSON. */
export async function lineOfSyntaxError(text: string): Promise<number> {
  if (text.length > LONGEST_TEXT) return 1;
  const { parse } = await import("@humanwhocodes/momoa");
  try {
    parse(text);
    return 1;
  } catch (error) {
    return error instanceof Error && "line" in error && typeof error.line === "number" ? error.line : 1;
  }
}

/** The line, from 1, on which the value at a path stands, or the nearest thing around it that is there. */
export async function lineOfPath(text: string, path: readonly PropertyKey[]): Promise<number> {
  if (text.length > LONGEST_TEXT) return 1;
  const { parse } = await import("@humanwhocodes/momoa");
  let node = parse(text).body;
  for (const key of path) {
    const next =
      node.type === "Object"
        ? node.members.find(({ name }) => (name.type === "String" ? name.value : name.name) === key)?.value
        : node.type === "Array"
          ? node.elements[Number(key)]?.value
          : undefined;
    if (next === undefined) break;
    node = next;
  }
  return node.loc.start.line;
}
