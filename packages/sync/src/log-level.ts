/** How much the log holds, from nothing to every request. */
export const LOG_LEVELS = ["off", "error", "warn", "info", "debug"] as const;

/** How important a line of the log is. */
export type LogLevel = Exclude<(typeof LOG_LEVELS)[number], "off">;

/** Whether a line of that importance belongs into a log that holds so much. */
export function isLogged(level: LogLevel, most: string): boolean {
  const ranks: readonly string[] = LOG_LEVELS;
  return ranks.indexOf(level) <= ranks.indexOf(most);
}
