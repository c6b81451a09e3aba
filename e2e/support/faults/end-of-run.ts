import { isPaktError } from "@pakt/sync";
import type { Report, SyncEvent } from "@pakt/sync";

/** How a run ended, as a person sees it. */
export interface EndOfRun {
  readonly exitCode: number | "crash";
  /** All that was said, for looking through. */
  readonly said: string;
  /** Whether a service did not know a title, or the ids of one that it lists: it is asked again the day after. */
  readonly hasUnmatched: boolean;
  /** What went wrong, a sentence each. */
  readonly sentences: readonly string[];
}

/** Lets a run end, in whatever way. */
export async function endOfRun(run: (onEvent: (event: SyncEvent) => void) => Promise<Report>): Promise<EndOfRun> {
  const events: SyncEvent[] = [];
  try {
    const report = await run((event) => events.push(event));
    return {
      exitCode: report.exitCode,
      said: JSON.stringify([report, events]),
      hasUnmatched: report.unmatched.length > 0 || report.problems.some(({ reason }) => reason === "no-ids"),
      sentences: [
        ...report.warnings,
        ...report.held.map(({ title, reason }) => `${title} is held: ${reason}`),
        ...report.incomplete.map(({ reason }) => reason),
        ...[report.failed, report.unknown, report.unmatched, report.refused].flat().map(({ message = "" }) => message),
      ],
    };
  } catch (error) {
    if (!isPaktError(error)) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { exitCode: "crash", said: stack, hasUnmatched: false, sentences: [stack] };
    }
    const { exitCode, message, advice } = error;
    const said = JSON.stringify([message, advice, events]);
    return { exitCode, said, hasUnmatched: false, sentences: [`${message} ${advice}`] };
  }
}

/** What a person should not have to read: no sentence at all, a stack trace, a secret. */
export function faultsOfSpeech({ exitCode, said, sentences }: EndOfRun, secrets: readonly string[]): readonly string[] {
  return [
    ...(exitCode !== 0 && sentences.length === 0 ? ["nothing is said of what went wrong"] : []),
    ...sentences
      .filter((sentence) => !/^\S+ \S+/.test(sentence) || /\n|\bat \S+:\d+|\bundefined\b|\[object/.test(sentence))
      .map((sentence) => `no sentence for people: ${JSON.stringify(sentence)}`),
    ...secrets.filter((secret) => said.includes(secret)).map((secret) => `a secret was told: ${secret}`),
  ];
}
