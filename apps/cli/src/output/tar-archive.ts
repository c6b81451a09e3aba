/** A file to be put into an archive. The name is of plain letters, at most 100 of them. */
export interface TarFile {
  readonly name: string;
  readonly text: string;
}

const BLOCK = 512;

/** An archive of text files in the format that every `tar` reads (POSIX ustar), for their owner alone. `at` is epoch milliseconds. */
export function createTar(files: readonly TarFile[], at: number): Buffer {
  const parts = files.flatMap(({ name, text }) => {
    const content = Buffer.from(text, "utf8");
    const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
    return [createHeader(name, content.length, Math.floor(at / 1000)), content, padding];
  });
  // Two empty blocks end it.
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** Where each part of a header stands, and what is in it. Numbers are octal. */
function createHeader(name: string, size: number, seconds: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, "ascii");
  header.write(octal(0o600, 7), 100, "ascii");
  header.write(octal(0, 7), 108, "ascii");
  header.write(octal(0, 7), 116, "ascii");
  header.write(octal(size, 11), 124, "ascii");
  header.write(octal(seconds, 11), 136, "ascii");
  // The sum is taken with spaces in its place.
  header.write("        ", 148, "ascii");
  header.write("0", 156, "ascii");
  header.write("ustar\u000000", 257, "ascii");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\u0000 `, 148, "ascii");
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}
