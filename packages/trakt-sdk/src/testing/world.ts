import type { AccountStore } from "./account.ts";
import type { CatalogueIndex } from "./catalogue.ts";
import type { Paging } from "./pages.ts";
import type { Lists } from "./rows.ts";
import type { ShownLimits } from "./shown-limits.ts";
import type { TokenStoreroom } from "./token-office.ts";

/** All that the routes work on. */
export interface World {
  readonly catalogue: CatalogueIndex;
  readonly account: AccountStore;
  readonly lists: Lists;
  readonly tokens: TokenStoreroom;
  readonly paging: Paging;
  /** With `extended=progress`. */
  readonly progressPaging: Paging;
  readonly episodeIds: readonly string[];
  readonly shownLimits: ShownLimits;
  /** Whether 420 comes with `X-Account-Limit`. */
  readonly tellsLimit: boolean;
  /** Whether the part of a body that fits is stored before 420. */
  readonly limitStoresPart: boolean;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly tokenLifetimeMs: number;
  readonly devicePollSeconds: number;
  readonly now: () => number;
  /** Notes what a strict service objects to. */
  readonly object: (what: string) => void;
}
