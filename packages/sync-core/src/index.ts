export { advance } from "./advance.ts";
export type { Base, BaseCopy, BaseRecord, Declined, EmptiedSides, FieldIdentity, OwnMark, Pending } from "./base.ts";
export { emptyBase } from "./base.ts";
export type { BasePatch, PlannedMark, RowGoal, RowMarks } from "./base-patch.ts";
export { compareValues, type Comparison } from "./compare-values.ts";
export { confirmPending, pendingFields } from "./confirm-pending.ts";
export { fitToLimits } from "./fit-to-limits.ts";
export { explain, type Explained, type Explanation, type Found } from "./explain.ts";
export type { FieldExplanation } from "./explain-field.ts";
export { findPlayIds, type FoundPlays, type KnownPlays, type PlayWithId } from "./find-play-ids.ts";
export type { Conflict } from "./field-plan.ts";
export type { Held } from "./guard.ts";
export { findOtherTarget, identityOf, type Identities, type OtherTarget } from "./identity.ts";
export type { Id, Namespace } from "./ids.ts";
export { indexSnapshot, type SnapshotIndex } from "./index-snapshot.ts";
export {
  FIELDS,
  type Collected,
  type Field,
  type FieldValue,
  type FieldValues,
  type Item,
  type ItemType,
  type Rating,
  type ShowOfItem,
  type Side,
  type Watched,
  type Watchlisted,
} from "./item.ts";
export { knownBase } from "./known-base.ts";
export type { Ledger, SentPlay, SentScrobble } from "./ledger.ts";
export { emptyLedger } from "./ledger.ts";
export { joinLedger, ledgerOf, type AccountLedger } from "./ledger-of.ts";
export { findNumberingDoubts, type NumberingDoubt } from "./numbering.ts";
export type {
  AddPlay,
  HeldRating,
  AddToWatchlist,
  Listed,
  MarkWatched,
  Operation,
  Outcome,
  Reason,
  RemoveCollected,
  RemoveFromWatchlist,
  RemovePlay,
  RemovePlays,
  RemoveRating,
  SetCollected,
  SetRating,
  Target,
  UnmarkWatched,
} from "./operation.ts";
export { plan, type Plan, type PlanInput } from "./plan.ts";
export { planDedupe, type DedupeInput, type HistoryPlay } from "./plan-dedupe.ts";
export { removesAllPlays, withRemovedPlays } from "./removed-plays.ts";
export { planUndo, type PastRun, type UndoInput } from "./plan-undo.ts";
export type { ConflictPolicy, Direction, FieldPolicy, Policy, RemovalPolicy } from "./policy.ts";
export type { Problem } from "./problem.ts";
export {
  completeQuality,
  isSameQuality,
  qualityText,
  type Audio,
  type Channels,
  type Hdr,
  type Quality,
  type QualityPart,
  type Resolution,
} from "./quality.ts";
export { recordIntents, type IntentContext } from "./record-intents.ts";
export { pruneLedger, recordOutcomes, settlePlays, unsettledPlays, type ShownPlay } from "./settle-ledger.ts";
export type { FieldLimit, FieldRead, Identity, Snapshot } from "./snapshot.ts";
export type { Copy } from "./row.ts";
export { shiftFileViews, shiftSnapshot } from "./shift-dates.ts";
export type { ShiftOf } from "./shift-dates.ts";
export { summarize, type Counts, type FieldCounts } from "./summarize.ts";
export { summarizeReading, type ReadingSummary, type Tally } from "./summarize-reading.ts";
export type { Title } from "./title.ts";
export { titleForPeople, type NamedTitle } from "./title-for-people.ts";
