import { onTestFinished } from "vitest";

import { startChild } from "./run-child.ts";
import type { Child } from "./run-child.ts";
import type { SignedInServer } from "./start-server.ts";
import { signInFirst } from "./start-server.ts";

/** A server in a process of its own. */
export interface ServedChild extends Child {
  readonly url: string;
  readonly setUpToken?: string;
}

/** Starts `pakt serve` on a free port and waits until it serves. It is killed when the test is over. */
export async function serveChild(env: Readonly<Record<string, string>>): Promise<ServedChild> {
  const child = startChild("apps/cli/src/main.ts", ["serve", "--port", "0", "--json"], env);
  onTestFinished(async () => {
    child.process.kill("SIGKILL");
    await child.ended;
  });
  const told = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.process.stdout?.on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("}\n")) resolve(text);
    });
    child.ended.then(({ stderr }) => reject(new Error(`It ended: ${stderr}`)), reject);
  });
  return { ...child, ...(JSON.parse(told) as { readonly url: string; readonly setUpToken?: string }) };
}

/** Signs the person in at a new server in a process of its own. */
export function signInAt({ url, setUpToken }: ServedChild): Promise<SignedInServer> {
  return signInFirst({
    url,
    isOpen: false,
    ...(setUpToken === undefined ? {} : { setUpToken }),
    close: () => Promise.resolve(),
    unexpected: [],
  });
}
