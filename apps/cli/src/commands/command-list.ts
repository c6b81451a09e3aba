import type { Command } from "../command.ts";
import { clearCacheCommand } from "./clear-cache-command.ts";
import { demoCommand } from "./demo-command.ts";
import { librariesCommand } from "./libraries-command.ts";
import { statusCommand } from "./status-command.ts";
import { syncCommand } from "./sync-command.ts";

/** Every command, in the order of the help. Loading them loads none of the code that they run. */
export const COMMANDS: readonly Command[] = [
  syncCommand,
  statusCommand,
  librariesCommand,
  clearCacheCommand,
  demoCommand,
];
