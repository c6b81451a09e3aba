import type { AnswerOf, Field } from "@pakt/contract";
import type { Report } from "@pakt/sync";

import type { EndedRun } from "../runs/run-desk.ts";
import type { RequestTally } from "./request-tally.ts";

/** The server's figures in Prometheus' text format. */
export interface Metrics {
  noteRun(ended: EndedRun, report: Report | undefined): void;
  render(now: {
    readonly version: string;
    readonly startedAt: string;
    readonly isRunning: boolean;
    /** When a sync last ended well. */
    readonly lastSuccessAt: string | undefined;
    readonly limits: NonNullable<AnswerOf<"readTraktAccount">["limits"]>;
  }): string;
}

type Labels = Readonly<Record<string, string>>;

/** Upper bounds of how long runs take, seconds. */
const BOUNDS = [1, 5, 15, 60, 300, 1800, 7200];

/** Figures at zero, beside those of a tally of requests. */
export function createMetrics(requests: RequestTally): Metrics {
  const runs = createCounter();
  const durations = createCounter();
  const operations = createCounter();
  let seconds = 0;
  let count = 0;

  return {
    noteRun: (ended, report) => {
      const { purpose, by, exitCode } = ended;
      runs.add({ purpose, by, exit_code: String(exitCode) });
      const took = (Date.parse(ended.finishedAt) - Date.parse(ended.startedAt)) / 1000;
      for (const bound of BOUNDS) if (took <= bound) durations.add({ le: String(bound) });
      seconds += took;
      count += 1;
      if (report === undefined || report.dryRun) return;
      for (const { labels, amount } of countOperations(report)) operations.add(labels, amount);
    },
    render: ({ version, startedAt, isRunning, lastSuccessAt, limits }) =>
      [
        ...family("pakt_info", "gauge", "The version that runs.", [[{ version }, 1]]),
        ...family("pakt_start_time_seconds", "gauge", "Since when the server runs.", [
          [{}, Date.parse(startedAt) / 1000],
        ]),
        ...family("pakt_run_active", "gauge", "Whether a run is under way.", [[{}, isRunning ? 1 : 0]]),
        ...family("pakt_runs_total", "counter", "Runs that ended.", runs.all()),
        ...histogram(durations.all(), seconds, count),
        ...family("pakt_operations_total", "counter", "Writes by what became of them.", operations.all()),
        ...family(
          "pakt_requests_total",
          "counter",
          "Requests to the services; status none: no answer came.",
          requests.counts().map(({ service, status, count: sent }) => [{ service, status }, sent]),
        ),
        ...family(
          "pakt_limit_items",
          "gauge",
          "How much the Trakt account may hold.",
          limits.map(({ name, limit }) => [{ list: name }, limit]),
        ),
        ...family(
          "pakt_limit_used_items",
          "gauge",
          "How much the Trakt account holds.",
          limits.flatMap(({ name, used }): [Labels, number][] => (used === undefined ? [] : [[{ list: name }, used]])),
        ),
        ...family(
          "pakt_last_success_timestamp_seconds",
          "gauge",
          "When a sync last ended well.",
          lastSuccessAt === undefined ? [] : [[{}, Date.parse(lastSuccessAt) / 1000]],
        ),
        ...family("process_resident_memory_bytes", "gauge", "Memory of the process.", [
          [{}, process.memoryUsage.rss()],
        ]),
        "",
      ].join("\n"),
  };
}

function countOperations(report: Report): readonly { readonly labels: Labels; readonly amount: number }[] {
  const lists = {
    failed: report.failed,
    unknown: report.unknown,
    unmatched: report.unmatched,
    refused: report.refused,
  };
  const applied = Object.entries(report.fields).flatMap(([field, { toPlex, toTrakt }]) =>
    [
      { labels: { field, side: "plex", outcome: "applied" }, amount: toPlex.added + toPlex.updated + toPlex.removed },
      {
        labels: { field, side: "trakt", outcome: "applied" },
        amount: toTrakt.added + toTrakt.updated + toTrakt.removed,
      },
    ].filter(({ amount }) => amount > 0),
  );
  const others = Object.entries(lists).flatMap(([outcome, entries]) =>
    [...new Set(entries.map((entry): Field => entry.field))].map((field) => ({
      labels: { field, outcome },
      amount: entries.filter((entry) => entry.field === field).length,
    })),
  );
  return [...applied, ...others];
}

interface Counter {
  add(labels: Labels, amount?: number): void;
  all(): readonly (readonly [Labels, number])[];
}

function createCounter(): Counter {
  const counts = new Map<string, readonly [Labels, number]>();
  return {
    add: (labels, amount = 1) => {
      const key = JSON.stringify(labels);
      counts.set(key, [labels, (counts.get(key)?.[1] ?? 0) + amount]);
    },
    all: () => [...counts.values()],
  };
}

function family(
  name: string,
  kind: "counter" | "gauge",
  help: string,
  samples: readonly (readonly [Labels, number])[],
): readonly string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${kind}`,
    ...samples.map(([labels, value]) => sample(name, labels, value)),
  ];
}

function histogram(buckets: readonly (readonly [Labels, number])[], sum: number, count: number): readonly string[] {
  const name = "pakt_run_duration_seconds";
  const inBucket = new Map(buckets.map(([{ le = "" }, value]) => [le, value]));
  return [
    `# HELP ${name} How long runs took.`,
    `# TYPE ${name} histogram`,
    ...BOUNDS.map((bound) => sample(`${name}_bucket`, { le: String(bound) }, inBucket.get(String(bound)) ?? 0)),
    sample(`${name}_bucket`, { le: "+Inf" }, count),
    sample(`${name}_sum`, {}, sum),
    sample(`${name}_count`, {}, count),
  ];
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(
    ([label, text]) => `${label}="${text.replaceAll(/["\\\n]/g, String.raw`\$&`)}"`,
  );
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`;
}
