import { beginStep, withFreshHome, withWait } from "./setup-stage.ts";
import type { SetupStage } from "./setup-stage.ts";

/** Asks for the Trakt app to speak with, and keeps it once Trakt has taken it. Throws PaktError. */
export async function nameTraktApp(stage: SetupStage): Promise<void> {
  const { chooseTraktApp } = await import("@pakt/sync");
  beginStep(stage, "Your Trakt app", WORDS);
  const clientId = await stage.prompts.type({ message: "Its client id" });
  const { signal } = stage.context;
  await withWait(stage, "Asking Trakt whether it knows this app", () =>
    withFreshHome(stage, (home) => chooseTraktApp(home, clientId, { signal })),
  );
}

const WORDS =
  "pakt speaks with Trakt by an API app. You find yours, or make one (it takes a VIP account), in the settings of your Trakt account; as redirect URI give urn:ietf:wg:oauth:2.0:oob. The client id is no secret.";
