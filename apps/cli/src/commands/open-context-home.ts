import type { Home } from "@pakt/sync";
import type { CliContext } from "../cli-context.ts";

/** Opens the home that the environment of a command names. Throws PaktError. */
export async function openContextHome({ env, userHome, product }: CliContext): Promise<Home> {
  const { openHome } = await import("@pakt/sync");
  return openHome({ env, userHome, product });
}
