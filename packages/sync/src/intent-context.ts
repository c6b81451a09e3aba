import type { IntentContext } from "@pakt/sync-core";

/** What the ledger is told of copies that are about to be marked: only ones without a view ever are. */
export const UNSEEN_COPIES: IntentContext = { viewsBefore: () => 0 };
