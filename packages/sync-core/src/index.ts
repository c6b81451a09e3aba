export type { Base, BaseCopy, BaseRecord, Pending } from "./base.ts";
export { emptyBase } from "./base.ts";
export type { Id, Namespace } from "./ids.ts";
export type { Field, Item, ItemType, Rating, ShowOfItem, Side, Watched } from "./item.ts";
export type { Ledger, SentPlay, SentScrobble } from "./ledger.ts";
export { emptyLedger } from "./ledger.ts";
export type {
  AddPlay,
  Listed,
  MarkWatched,
  Operation,
  Outcome,
  Reason,
  RemovePlays,
  RemoveRating,
  SetRating,
  Target,
  UnmarkWatched,
} from "./operation.ts";
export type { ConflictPolicy, Direction, FieldPolicy, Policy, RemovalPolicy } from "./policy.ts";
export type { FieldRead, Identity, Snapshot } from "./snapshot.ts";
