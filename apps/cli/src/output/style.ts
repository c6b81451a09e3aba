/** Wraps a text in a colour, or gives it back as it is. */
export type Paint = (text: string) => string;

/** How text looks on one output: colours or none, marks that the output can show, and the width of a line. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly red: Paint;
  readonly marks: { readonly done: string; readonly warn: string; readonly fail: string; readonly busy: string };
  readonly dot: string;
  readonly ellipsis: string;
  readonly dash: string;
  /** Characters in a line: sentences are wrapped to it. */
  readonly width: number;
  /** Characters in a line of a table. Infinite where nobody looks at a screen: a file or a pipe gets its titles whole. */
  readonly tableWidth: number;
}

/** Makes the style of an output: `colour` allows escape codes, `unicode` the marks beyond ASCII. Tables are as wide as lines unless told. */
export function createStyle(options: {
  readonly colour: boolean;
  readonly unicode: boolean;
  readonly width: number;
  readonly tableWidth?: number;
}): Style {
  const paint = (open: number, close: number): Paint =>
    options.colour ? (text) => (text === "" ? "" : `\u001B[${open}m${text}\u001B[${close}m`) : (text) => text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    green: paint(32, 39),
    yellow: paint(33, 39),
    red: paint(31, 39),
    ...(options.unicode ? UNICODE : ASCII),
    width: options.width,
    tableWidth: options.tableWidth ?? options.width,
  };
}

const UNICODE = {
  marks: { done: "✓", warn: "!", fail: "✗", busy: "›" },
  dot: "·",
  ellipsis: "…",
  dash: "–",
} as const;

const ASCII = {
  marks: { done: "+", warn: "!", fail: "x", busy: ">" },
  dot: "|",
  ellipsis: "...",
  dash: "-",
} as const;
