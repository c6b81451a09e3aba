import { registerHooks } from "node:module";

const loaded = new Set();

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    if (!/^(\.|\/|file:|node:|data:)/.test(specifier)) {
      loaded.add(specifier);
    }
    return nextResolve(specifier, context);
  },
});

process.on("exit", () => {
  process.stderr.write([...loaded].join("\n"));
});
