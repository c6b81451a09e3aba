import * as z from "zod/mini";

import { trouble } from "./words.ts";

/** That the process answers. */
export const health = z.object({ status: z.literal("ok"), version: z.string() });

/** Whether a sync could run: nothing that was configured is known to be broken. */
export const readiness = z.object({ isReady: z.boolean(), problems: z.array(trouble) });
