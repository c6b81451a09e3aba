import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { keepReading, readReading } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { sync } from "./sync.ts";

describe("what a run read", () => {
  test("is told, kept with what the run left open, and read back", async () => {
    const { home, plex, trakt } = await openConnectedHome();
    plex.items.addMovie({
      library: "1",
      title: "Heat",
      year: 1995,
      guids: ["tmdb://949"],
      viewCount: 1,
      lastViewedAt: 1_700_000_000,
    });
    trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 949 }, title: "Heat", year: 1995 });
    const readings: Reading[] = [];
    const report = await sync(home, { dryRun: true, onReading: (reading) => readings.push(reading) });
    expect(readings).toMatchObject([{ titles: { movie: 1 }, identified: 1, comparedAt: report.startedAt }]);
    await Promise.all(readings.map((reading) => keepReading(home, reading, report)));
    expect(await readReading(home)).toMatchObject({
      ...readings[0],
      waiting: { watched: 1, collection: 1 },
      held: {},
    });
  });

  test("is nothing before the first run, and nothing where it is broken", async () => {
    const { home } = await openConnectedHome();
    expect(await readReading(home)).toBeUndefined();
    await home.storage.setItemRaw("cache:default:reading.json", "{");
    expect(await readReading(home)).toBeUndefined();
  });
});
