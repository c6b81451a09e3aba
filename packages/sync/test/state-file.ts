/** The state file for the bench, which measures it by itself. */
export { readState, writeState } from "../src/state.ts";
