import type { Home } from "@pakt/sync";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { renderHomeWarnings } from "../render/render-home-warnings.ts";

/**
 * Works with the home that the environment of a command names, as the profile that it names, and closes it: an open one keeps the process
 * alive. What others can read of it and should not is said first. Throws PaktError, with advice for that profile.
 */
export async function withHome<T>(context: CliContext, work: (home: Home) => Promise<T>): Promise<T> {
  return withSilentHome(context, (home) => {
    context.stderr.lines(renderHomeWarnings(home.warnings, context.stderr.style));
    return work(home);
  });
}

/** Works with a home as {@link withHome} does, for a command that says itself what is wrong with it. */
export async function withSilentHome<T>(
  { env, userHome, product, profile }: CliContext,
  work: (home: Home) => Promise<T>,
): Promise<T> {
  const { logFailure, openHome, toProfileFailure } = await import("@pakt/sync");
  const home = await openHome({ env, userHome, product, profile });
  try {
    return await work(home);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const failure = await toProfileFailure(home, error);
    logFailure(home, failure);
    throw failure;
  } finally {
    await home.close();
  }
}
