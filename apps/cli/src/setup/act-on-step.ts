import { chooseFields } from "./fields-step.ts";
import { makeFirstSync } from "./first-sync-step.ts";
import { settleLibraries } from "./libraries-step.ts";
import { settleServer } from "./server-step.ts";
import type { SetupStage } from "./setup-stage.ts";
import type { Turn, Wish } from "./setup-ways.ts";
import { signInTo } from "./sign-in-step.ts";
import { nameTraktApp } from "./trakt-app-step.ts";

/** Does one step of the wizard. Gives what comes after it. */
export async function actOnStep(stage: SetupStage, wish: Extract<Wish, { step: unknown }>): Promise<Turn> {
  const { step, byToken = stage.byToken } = wish;
  switch (step) {
    case "plex":
    case "trakt":
      await signInTo(step, { ...stage, byToken });
      break;
    case "server":
      await settleServer(stage);
      break;
    case "libraries":
      await settleLibraries(stage);
      break;
    case "trakt-app":
      await nameTraktApp(stage);
      break;
    case "fields":
      await chooseFields(stage);
      break;
    case "first-sync":
      return makeFirstSync(stage);
    default:
      return step satisfies never;
  }
  return { look: "again", after: step };
}
