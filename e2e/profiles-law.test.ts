import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { sync, undo } from "@pakt/sync";
import type { Home } from "@pakt/sync";
import { expect, test } from "vitest";

import { allOf } from "./support/all-of-a-person.ts";
import { PEOPLE, startThreePeople } from "./support/three-people.ts";
import type { ThreePeople, Who } from "./support/three-people.ts";

/** What happens to one of them: the person does something, or pakt runs. */
interface Deed {
  readonly who: Who;
  readonly what: "views" | "rates" | "watches" | "sync" | "dry-run" | "undo";
  readonly movie: number;
}

const deeds = array(
  record<Deed>({
    who: constantFrom(...PEOPLE),
    what: constantFrom("views", "rates", "watches", "sync", "sync", "dry-run", "undo"),
    movie: integer({ min: 1, max: 6 }),
  }),
  { minLength: 6, maxLength: 12 },
);

const AT = 1_760_000_000;

async function happen(people: ThreePeople, { who, what, movie }: Deed): Promise<void> {
  const key = people.keys[movie] ?? "";
  const run = async (work: (home: Home) => Promise<unknown>): Promise<void> => {
    await work(await people.open(who));
  };
  switch (what) {
    case "views":
    case "rates":
      if (people.onPlex(who, movie) === undefined) return;
      if (what === "views") people.actAs(who).view(key, AT + movie * 1000);
      else people.actAs(who).rate(key, movie + 2, AT + movie * 1000);
      return;
    case "watches":
      people.trakt[who].account.watch("movie", movie, "2025-05-01T20:00:00.000Z");
      return;
    case "sync":
      return run((home) => sync(home));
    case "dry-run":
      return run((home) => sync(home, { dryRun: true }));
    case "undo":
      // There may be no run yet.
      return run((home) => undo(home, "last").catch(() => undefined));
  }
}

test("nothing that happens to one of them touches another's accounts, state or sign-ins", async () => {
  const law = asyncProperty(deeds, async (story) => {
    const people = await startThreePeople();
    try {
      for (const deed of story) {
        const others = PEOPLE.filter((who) => who !== deed.who);
        const before = await Promise.all(others.map((who) => allOf(people, who)));
        await happen(people, deed);
        expect(await Promise.all(others.map((who) => allOf(people, who)))).toEqual(before);
      }
      return people.plex.violations.length === 0;
    } finally {
      await people.close();
    }
  });
  await expect(assert(law, { numRuns: 6 })).resolves.toBeUndefined();
});
