export { addServer, removeServer, switchServer } from "./change-servers.ts";
export type { ServersChange } from "./change-servers.ts";
export { clearCache } from "./clear-cache.ts";
export type { Clock } from "./clock.ts";
export type { Config } from "./config.ts";
export type { ConfiguredServer } from "./configured-servers.ts";
export { dedupe } from "./dedupe.ts";
export type { DedupeOptions } from "./dedupe.ts";
export type { Environment, Variables } from "./environment.ts";
export { examine } from "./examine.ts";
export type { Examination } from "./examine.ts";
export type { Check, Subject } from "./examination.ts";
export { chooseDirections, describeDirection } from "./directions.ts";
export type { Directions } from "./directions.ts";
export { estimateWrites } from "./estimate-writes.ts";
export type { WriteEstimate } from "./estimate-writes.ts";
export { explainTitle } from "./explain-title.ts";
export type { PastOperation, TitleExplanation } from "./explain-title.ts";
export type { HomeWarning } from "./file-modes.ts";
export { forProfile, toProfileFailure } from "./for-profile.ts";
export { describeThrown, logFailure } from "./log.ts";
export { findLog, openHome } from "./home.ts";
export type { Home, OpenHomeOptions, Product, Tuning } from "./home.ts";
export type {
  Imported,
  ImportedSetting,
  ImportedSignIn,
  ImportTool,
  WithoutCounterpart,
} from "./import/foreign-settings.ts";
export { importSettings } from "./import/import-settings.ts";
export type { ImportOptions } from "./import/import-settings.ts";
export { chooseLibraries, listLibraries } from "./libraries.ts";
export type { Library } from "./libraries.ts";
export type { LimitInUse } from "./limits-in-use.ts";
export { createMemoryReplica } from "./memory-replica.ts";
export type { MemoryReplica, MemoryReplicaOptions } from "./memory-replica.ts";
export type { PlexStatus, ServerStatus } from "./plex-status.ts";
export { isPaktError, PaktError } from "./pakt-error.ts";
export type { ExitCode, PaktErrorCode } from "./pakt-error.ts";
export { keepReading, readReading } from "./reading.ts";
export type { KeptReading, Reading } from "./reading.ts";
export type { ApplyHooks, ApplyResult, FetchRequest, Replica } from "./replica.ts";
export type { Report, ReportConflict, ReportCounts, ReportEntry, ReportHeld, ReportProblem } from "./report.ts";
export { readStatus } from "./status.ts";
export type { Status, StatusProblem } from "./status.ts";
export type { TokenTimes } from "./token-times.ts";
export type { PlanChoices, PlanFile, PlannedOperation } from "./plan-file.ts";
export { applySavedPlan, makePlan } from "./saved-plan.ts";
export type { SavedPlan } from "./saved-plan.ts";
export { listRuns, readRun } from "./past-runs.ts";
export { profileNames } from "./profile-names.ts";
export { addProfile, checkRemoval, listProfiles, removeProfile } from "./profiles.ts";
export type { Profile, ProfileSide, RemovedProfile } from "./profiles.ts";
export type { RunOptions } from "./run-options.ts";
export type { RunKind, RunRecord, RunSummary } from "./run-record.ts";
export { lockServer } from "./server-lock.ts";
export { readServerMemory, writeServerMemory } from "./server-memory.ts";
export type { ServerMemory } from "./server-memory.ts";
export { readServerStates } from "./server-states.ts";
export type { ServerState } from "./server-states.ts";
export { changeSettings, checkSettings, ignoreTitle, readSettings } from "./settings.ts";
export type { Settings, SettingsIssue } from "./settings.ts";
export { chooseServer, listServers } from "./servers.ts";
export type { Server } from "./servers.ts";
export { readSetup } from "./setup.ts";
export type { Setup, SetupStep, SetupStepName } from "./setup.ts";
export { signIn } from "./sign-in.ts";
export type { SignedIn, SignInCode, SignInOptions } from "./sign-in.ts";
export type { AskPin } from "./switch-home-user.ts";
export { signInWithToken } from "./sign-in-with-token.ts";
export type { GivenTokens } from "./sign-in-with-token.ts";
export { signOut } from "./sign-out.ts";
export type { SignedOut } from "./sign-out.ts";
export { sync } from "./sync.ts";
export type { SyncOptions } from "./sync.ts";
export type { Phase, SyncEvent } from "./sync-event.ts";
export { collectSupport } from "./support-files.ts";
export type { SupportFile, SupportOptions } from "./support-files.ts";
export { toPaktError } from "./to-pakt-error.ts";
export { chooseTraktApp } from "./trakt-app.ts";
export { undo } from "./undo.ts";
export type { UndoOptions } from "./undo.ts";
export { testServers } from "./test-servers.ts";
export type { ServerTest, ServerTests, TestedAddress } from "./test-servers.ts";
export { titleForPeople } from "@pakt/sync-core";
export type {
  Comparison,
  Explained,
  Explanation,
  Field,
  FieldExplanation,
  Id,
  Operation,
  Outcome,
  Quality,
  Side,
} from "@pakt/sync-core";
