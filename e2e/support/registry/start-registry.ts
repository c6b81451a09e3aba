import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { installAsPerson, readNpmConfig } from "./npm.ts";

const VERDACCIO = "6.10.4";

/** A registry on a loopback port. */
export interface Registry {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a registry that takes our packages from anybody and fetches all others from the person's own registry. It lives in a folder, and
 * ends with `close`.
 */
export async function startRegistry(folder: string): Promise<Registry> {
  // Its client for the uplink asks for a version of node-fetch with a broken dependency.
  const manifest = { dependencies: { verdaccio: VERDACCIO }, overrides: { "node-fetch": "2.7.0" } };
  await installAsPerson(folder, manifest);
  const uplink = (await readNpmConfig("registry", folder)) ?? "https://registry.npmjs.org/";
  const authority = await readNpmConfig("cafile", folder);
  const config = {
    storage: join(folder, "storage"),
    uplinks: { person: { url: uplink, maxage: "60m", ...(authority !== undefined && { ca: authority }) } },
    packages: {
      "@pakt/*": { access: "$all", publish: "$all" },
      "**": { access: "$all", proxy: "person" },
    },
    log: { type: "file", path: join(folder, "verdaccio.log"), format: "json", level: "warn" },
    web: { enable: false },
    max_body_size: "50mb",
  };
  // JSON is YAML.
  await writeFile(join(folder, "config.yaml"), JSON.stringify(config));
  const port = await findFreePort();
  const child = fork(
    join(folder, "node_modules", "verdaccio", "bin", "verdaccio"),
    ["--config", join(folder, "config.yaml"), "--listen", `127.0.0.1:${port}`],
    { cwd: folder, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] },
  );
  const ended = once(child, "exit");
  // It says so once it listens.
  await Promise.race([once(child, "message"), ended.then(() => Promise.reject(new Error("verdaccio did not start")))]);
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // address() is a string for pipes only.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
