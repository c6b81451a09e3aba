import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { z } from "zod";

/** Starts one of the programs beside this file in a process of its own; `input` is its only argument, as JSON. */
export function startChild(name: string, input: object = {}, env: Readonly<Record<string, string>> = {}): ChildProcess {
  const script = new URL(name, import.meta.url).pathname;
  return fork(script, [JSON.stringify(input)], { env: { ...process.env, ...env } });
}

/** The next message of a process. Throws where it ends without one. */
export function nextMessage<S extends z.ZodType>(child: ChildProcess, schema: S): Promise<z.output<S>> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`a measured process ended with ${code}`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(schema.parse(message));
    });
  });
}
