import type { Command } from "../command.ts";
import { applyCommand } from "./apply-command.ts";
import { clearCacheCommand } from "./clear-cache-command.ts";
import { completionCommand } from "./completion-command.ts";
import { dedupeCommand } from "./dedupe-command.ts";
import { demoCommand } from "./demo-command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { explainCommand } from "./explain-command.ts";
import { importCommand } from "./import-command.ts";
import { librariesCommand } from "./libraries-command.ts";
import { logCommand } from "./log-command.ts";
import { loginCommand } from "./login-command.ts";
import { logoutCommand } from "./logout-command.ts";
import { planCommand } from "./plan-command.ts";
import { profilesCommand } from "./profiles-command.ts";
import { serveCommand } from "./serve-command.ts";
import { serversCommand } from "./servers-command.ts";
import { setupCommand } from "./setup-command.ts";
import { statusCommand } from "./status-command.ts";
import { syncCommand } from "./sync-command.ts";
import { undoCommand } from "./undo-command.ts";

/** Every command, in the order of the help. Loading them loads none of the code that they run. */
export const COMMANDS: readonly Command[] = [
  setupCommand,
  syncCommand,
  planCommand,
  applyCommand,
  logCommand,
  explainCommand,
  undoCommand,
  dedupeCommand,
  serveCommand,
  loginCommand,
  logoutCommand,
  statusCommand,
  doctorCommand,
  serversCommand,
  librariesCommand,
  profilesCommand,
  importCommand,
  clearCacheCommand,
  completionCommand,
  demoCommand,
];
