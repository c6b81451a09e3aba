import type { OutputStream } from "../src/output/output.ts";

/** An output stream that keeps what was written to it. */
export interface CapturedStream extends OutputStream {
  text(): string;
}

/** Makes an output stream for a test: a file, unless it is told to be a terminal. */
export function captureOutput(options: { readonly isTTY?: boolean; readonly columns?: number } = {}): CapturedStream {
  const written: string[] = [];
  return { ...options, write: (text) => written.push(text), text: () => written.join("") };
}
