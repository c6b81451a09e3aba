import type { AnswerOf } from "@pakt/contract";

import { HttpFailure } from "../http/http-failure.ts";
import type { RunDesk } from "../runs/run-desk.ts";
import type { Scheduler } from "../schedule/scheduler.ts";
import type { Accounts, StatusDesk } from "../status-desk.ts";
import type { Handlers } from "./handlers.ts";

/** Answers how things stand. */
export function createStatusHandlers({
  version,
  startedAt,
  desk,
  status,
  scheduler,
}: {
  readonly version: string;
  readonly startedAt: string;
  readonly desk: RunDesk;
  readonly status: StatusDesk;
  readonly scheduler: Scheduler;
}): Pick<Handlers, "readStatus" | "readStats" | "readTraktAccount"> {
  return {
    readStatus: async () => {
      const { settings, problems, lastRun, reading } = await status.overview();
      const known = status.knownAccounts();
      const nextRunAt = scheduler.nextRunAt();
      return {
        version,
        startedAt,
        plex: known?.status.plex ?? {},
        trakt: toTrakt(known),
        fields: (["watched", "rating", "collection", "watchlist"] as const).flatMap((field) => {
          if (settings === undefined) return [];
          const { direction, removals, conflicts } = settings.config.fields[field];
          const read = reading?.fields[field];
          return [
            {
              field,
              direction,
              removals,
              conflicts,
              effect: settings.effects[field],
              ...(read === undefined ? {} : { read }),
              ...(reading === undefined
                ? {}
                : { waiting: reading.waiting[field] ?? 0, held: reading.held[field] ?? 0 }),
            },
          ];
        }),
        ...(reading === undefined ? {} : { comparedAt: reading.comparedAt }),
        problems: [...problems, ...(known?.status.problems ?? [])],
        ...(known === undefined ? {} : { askedAt: known.askedAt }),
        ...desk.state(),
        ...(lastRun === undefined ? {} : { lastRun }),
        ...(nextRunAt === undefined ? {} : { nextRunAt }),
      };
    },
    readStats: async () => {
      const { reading } = await status.overview();
      if (reading === undefined) {
        return {
          titles: {},
          identified: 0,
          resolution: {},
          hdr: {},
          audio: {},
          ratings: {},
          lastViews: {},
          outOfStep: [],
        };
      }
      const { comparedAt, titles, identified, resolution, hdr, audio, ratings, lastViews, outOfStep } = reading;
      return { comparedAt, titles, identified, resolution, hdr, audio, ratings, lastViews, outOfStep };
    },
    readTraktAccount: async () => {
      const { askedAt, status: told } = await status.accounts();
      const { limits, signedIn, ...trakt } = told.trakt;
      if (!signedIn) {
        throw new HttpFailure({
          status: 409,
          code: "sign-in-needed",
          message: "pakt is not signed in to Trakt.",
          advice: "Sign in to Trakt first.",
        });
      }
      return { ...trakt, isSignedIn: true, ...(limits === undefined ? {} : { limits }), askedAt };
    },
  };
}

function toTrakt(known: Accounts | undefined): AnswerOf<"readStatus">["trakt"] {
  if (known === undefined) return { isSignedIn: false };
  const { limits: _, signedIn, ...trakt } = known.status.trakt;
  return { ...trakt, isSignedIn: signedIn };
}
