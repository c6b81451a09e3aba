import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { AT } from "../test/operations.ts";
import { explainTitle } from "./explain-title.ts";
import { sync } from "./sync.ts";

test("a record that cannot be read is named, and the title is explained with the others", async () => {
  const { home, plex, trakt } = await openConnectedHome();
  const guids = ["tmdb://101"];
  trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 101 }, title: "Heat" });
  plex.items.addMovie({
    library: "1",
    ratingKey: "1",
    title: "Heat",
    guids,
    viewCount: 1,
    lastViewedAt: 1_700_000_000,
  });
  const { run } = await sync(home, { only: ["watched"] });
  trakt.account.rate("movie", 1, 7, AT);
  const second = await sync(home, { only: ["rating"] });
  await writeFile(join(home.folder, `state/default/runs/${run}.json`), "half a");
  const { past, unreadable } = await explainTitle(home, "tmdb:101");
  expect(unreadable).toEqual([run]);
  expect(past.map((each) => each.run)).toEqual([second.run]);
});
