#!/usr/bin/env node
// Every Node that knows modules must be able to read this file, so that an old one gets a sentence and not a syntax error.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`pakt needs Node 22.13 or newer, and this is Node ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  void import("./run-main.ts").then(
    ({ runMain }) => runMain(),
    (error: unknown) => {
      process.stderr.write(
        `pakt is not installed whole: ${String(error)}\n  Install it again: npm install --global @pakt/cli\n`,
      );
      process.exitCode = 1;
    },
  );
}
