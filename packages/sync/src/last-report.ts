import type { Home } from "./home.ts";
import type { Report } from "./report.ts";

const keyOf = (home: Home): string => `state:${home.profile}:last-report.json`;

/** Keeps the report of the last run for `status`, without its operations. */
export async function writeLastReport(home: Home, report: Report): Promise<void> {
  const { operations: _, ...rest } = report;
  await home.storage.setItemRaw(keyOf(home), JSON.stringify(rest));
}

/** The report of the last run; `undefined` when there was none, or none that can be read: it is for show only. */
export async function readLastReport(home: Home): Promise<Report | undefined> {
  const text = await home.storage.getItemRaw<string>(keyOf(home));
  try {
    // Written whole by this program.
    return text === null ? undefined : (JSON.parse(text) as Report);
  } catch {
    return undefined;
  }
}
