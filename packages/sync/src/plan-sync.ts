import { plan } from "@pakt/sync-core";
import type { Plan } from "@pakt/sync-core";

import { toPolicy } from "./config.ts";
import { finishPlan } from "./finish-plan.ts";
import type { Home } from "./home.ts";
import type { PlanChoices } from "./plan-file.ts";
import type { PlanningContext } from "./run-plan.ts";

/** Plans a sync with what a person chose, in the configuration and for this run. */
export function planSync(home: Home, choices: PlanChoices): (context: PlanningContext) => Plan {
  return ({ indexes, base, fetched, state, now }) => {
    const policy = toPolicy(home.config, { ...choices, watchOnlyOnce: fetched.watchOnlyOnce });
    const whole = plan({ ...indexes, base, ledger: fetched.ledger, policy, now });
    return finishPlan(whole, { notFound: state.notFound, trakt: indexes.trakt, now });
  };
}
