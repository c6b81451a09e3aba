import type { Library } from "@pakt/sync";
import { beginStep, withFreshHome, withWait } from "./setup-stage.ts";
import type { SetupStage } from "./setup-stage.ts";

/** Settles which libraries are synced; the only one is taken without a question. Throws PaktError. */
export async function settleLibraries(stage: SetupStage): Promise<void> {
  const { PaktError, chooseLibraries, listLibraries } = await import("@pakt/sync");
  const { signal } = stage.context;
  const libraries = await withWait(stage, "Reading your libraries", () =>
    withFreshHome(stage, (home) => listLibraries(home, { signal })),
  );
  const supported = libraries.filter((library) => library.supported);
  if (supported.length === 0) {
    throw new PaktError("not-configured", "The server has no library of movies or shows.", {
      advice: "Add one in Plex, or choose another server.",
    });
  }
  const choice = supported.length === 1 ? "all" : await pickLibraries(stage, supported);
  await withFreshHome(stage, (home) => chooseLibraries(home, choice, { signal }));
}

async function pickLibraries(stage: SetupStage, libraries: readonly Library[]): Promise<"all" | readonly string[]> {
  const titles = libraries.map(({ title }) => title).join(", ");
  beginStep(stage, "Libraries", `Your server has these of movies and shows: ${titles}.`);
  const selected = libraries.filter((library) => library.selected);
  const extent = await stage.prompts.select({
    message: "Which are to be synced?",
    choices: [
      { value: "all", label: "All of them", hint: "also those that you add later" },
      { value: "some", label: "Only some" },
    ],
    initial: selected.length === libraries.length ? "all" : "some",
  });
  if (extent === "all") {
    return "all";
  }
  return stage.prompts.selectSome({
    message: "Which ones?",
    choices: libraries.map(({ key, title, type }) => ({ value: key, label: title, hint: type })),
    initial: selected.map(({ key }) => key),
  });
}
