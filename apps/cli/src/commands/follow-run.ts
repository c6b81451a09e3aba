import type { Home, Report, RunOptions } from "@pakt/sync";
import type { CliContext } from "../cli-context.ts";
import { createProgress } from "../output/create-progress.ts";
import { withHome } from "./with-home.ts";

/** A run to be followed. */
export interface FollowedRun<T> {
  /** Makes the run with the options that show its progress, stop it and ask. */
  readonly run: (home: Home, options: RunOptions) => Promise<T>;
  /** Whether more is printed where the progress is. */
  readonly isFollowed: boolean;
  /** Asks the person for a yes. Default: nobody is asked. */
  readonly confirm?: ((preview: Report) => Promise<boolean>) | undefined;
}

/** Makes a run with its progress on stderr. The progress stands still while the person is asked. Throws what the run throws. */
export async function followRun<T>(context: CliContext, { run, isFollowed, confirm }: FollowedRun<T>): Promise<T> {
  const progress = createProgress(context.stderr, () => performance.now());
  const sayStop = (): void => progress.say("Stopping safely. Press Ctrl-C again to stop at once.");
  const listenForStop = (): void => context.signal.addEventListener("abort", sayStop, { once: true });
  const confirmAlone = async (preview: Report): Promise<boolean> => {
    progress.setApart();
    // A stop ends the question at once: there is nothing to wait for.
    context.signal.removeEventListener("abort", sayStop);
    const answer = (await confirm?.(preview)) ?? true;
    listenForStop();
    return answer;
  };
  const options: RunOptions = {
    signal: context.signal,
    onEvent: progress.onEvent,
    ...(confirm === undefined ? {} : { confirm: confirmAlone }),
  };
  listenForStop();
  try {
    return await withHome(context, (home) => run(home, options));
  } finally {
    context.signal.removeEventListener("abort", sayStop);
    if (isFollowed) {
      progress.setApart();
    } else {
      progress.end();
    }
  }
}
