/** What a field of a cron expression lets through: all, or these. */
type Allowed = "all" | readonly number[];

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const NICKNAMES: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** A cron expression in words: `every day at 03:00`. One with signs that are rarely used is quoted. */
export function describeCron(pattern: string): string {
  const fields = (NICKNAMES[pattern.trim().toLowerCase()] ?? pattern).trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = [
    readField(fields[0], 0, 59),
    readField(fields[1], 0, 23),
    readField(fields[2], 1, 31),
    readField(fields[3], 1, 12, MONTHS),
    readField(fields[4], 0, 7, DAYS),
  ];
  if (minute === undefined || hour === undefined || day === undefined || month === undefined || weekday === undefined) {
    return `at the times of ${pattern.trim()}`;
  }
  const days = daysOf(day, weekday);
  const times = timesOf(minute, hour);
  const months = month === "all" ? "" : ` in ${list(month.map((number) => MONTHS[number - 1] ?? ""))}`;
  // "Every 15 minutes" needs no "every day".
  return days === "every day" && times.startsWith("every") ? `${times}${months}` : `${days}${months} ${times}`;
}

/** `*`, numbers, names, ranges and steps, in a list. `undefined` for other signs. */
function readField(
  text: string | undefined,
  lowest: number,
  highest: number,
  names: readonly string[] = [],
): Allowed | undefined {
  if (text === undefined) return undefined;
  if (text === "*") return "all";
  const numbers = new Set<number>();
  for (const part of text.split(",")) {
    const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) return undefined;
    const [, from, to, step] = match;
    const start = from === undefined ? lowest : readNumber(from, lowest, names);
    const end =
      to === undefined ? (from === undefined || step !== undefined ? highest : start) : readNumber(to, lowest, names);
    if (start === undefined || end === undefined) return undefined;
    for (let number = start; number <= end; number += Number(step ?? 1))
      numbers.add(names === DAYS ? number % 7 : number);
  }
  const all = [...numbers].toSorted((a, b) => a - b);
  return all.length === (names === DAYS ? 7 : highest - lowest + 1) ? "all" : all;
}

function readNumber(word: string, lowest: number, names: readonly string[]): number | undefined {
  if (/^\d+$/.test(word)) return Number(word);
  const position = names.findIndex((name) => name.slice(0, 3).toLowerCase() === word.toLowerCase());
  return position === -1 ? undefined : position + lowest;
}

function daysOf(day: Allowed, weekday: Allowed): string {
  if (day === "all" && weekday === "all") return "every day";
  const dates = day === "all" ? "" : `on day ${list(day.map(String))} of the month`;
  if (weekday === "all") return dates;
  const names = weekdays(weekday);
  // Cron takes a day that fits either.
  return dates === "" ? `on ${names}` : `${dates} and on ${names}`;
}

function weekdays(weekday: readonly number[]): string {
  const mondayFirst = weekday.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  const names = mondayFirst.map((number) => DAYS[number] ?? "");
  const isRun = mondayFirst.every(
    (number, position) => (number + 6) % 7 === ((mondayFirst[0] ?? 0) + 6 + position) % 7,
  );
  return isRun && names.length > 2 ? `${names[0]} to ${names.at(-1)}` : list(names);
}

function timesOf(minute: Allowed, hour: Allowed): string {
  const [first] = minute;
  if (minute !== "all" && minute.length === 1 && typeof first === "number") {
    const late = first === 0 ? "" : ` at minute ${first}`;
    if (hour === "all") return `every hour${late}`;
    const step = stepOf(hour, 24);
    if (step !== undefined && hour.length > 2) return `every ${step} hours${late}`;
    return `at ${list(hour.map((each) => clock(each, first)))}`;
  }
  const step = minute === "all" ? 1 : stepOf(minute, 60);
  const minutes =
    step === undefined
      ? `at minute ${list((minute as readonly number[]).map(String))}`
      : step === 1
        ? "every minute"
        : `every ${step} minutes`;
  if (hour === "all") return step === undefined ? `${minutes} of every hour` : minutes;
  return `${minutes} of the hour${hour.length === 1 ? "" : "s"} ${list(hour.map(String))}`;
}

/** Every how many, where it begins with 0 and goes round without a gap. */
function stepOf(numbers: readonly number[], round: number): number | undefined {
  const step = round / numbers.length;
  return numbers.every((number, position) => number === position * step) ? step : undefined;
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
