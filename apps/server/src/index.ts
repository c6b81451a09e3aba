export type { EndedRun } from "./runs/run-desk.ts";
export { serve } from "./serve.ts";
export type { RunningServer, ServeOptions } from "./serve.ts";
