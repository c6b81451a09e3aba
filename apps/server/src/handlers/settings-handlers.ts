import { changeSettings, checkSettings, ignoreTitle, readSettings } from "@pakt/sync";
import type { Home } from "@pakt/sync";

import { HttpFailure } from "../http/http-failure.ts";
import type { Scheduler } from "../schedule/scheduler.ts";
import type { StatusDesk } from "../status-desk.ts";
import type { Handlers } from "./handlers.ts";

/** Answers what a person chose, and takes what they choose. */
export function createSettingsHandlers({
  withHome,
  status,
  scheduler,
}: {
  readonly withHome: <T>(work: (home: Home) => Promise<T>) => Promise<T>;
  readonly status: StatusDesk;
  readonly scheduler: Scheduler;
}): Pick<
  Handlers,
  | "readSettings"
  | "changeSettings"
  | "checkSettings"
  | "ignoreTitle"
  | "readSchedule"
  | "changeSchedule"
  | "previewSchedule"
> {
  return {
    readSettings: () => withHome(readSettings),
    changeSettings: async ({ body }) => {
      refuseWrong(body.config);
      const settings = await withHome(async (home) => {
        const { revision } = await readSettings(home);
        if (revision !== body.revision) throw changedElsewhere();
        return changeSettings(home, body.config, body.revision);
      });
      status.forget();
      return settings;
    },
    checkSettings: ({ body }) => {
      const checked = checkSettings(body.config);
      return "issues" in checked ? { fields: checked.issues } : { effects: checked.effects, fields: [] };
    },
    ignoreTitle: async ({ body }) => {
      const settings = await withHome((home) => ignoreTitle(home, body));
      status.forget();
      return settings;
    },
    readSchedule: () => scheduler.state(),
    changeSchedule: async ({ body }) => {
      await scheduler.change(body);
      return scheduler.state();
    },
    previewSchedule: ({ body }) => scheduler.preview(body),
  };
}

function refuseWrong(config: unknown): void {
  const checked = checkSettings(config);
  if (!("issues" in checked)) return;
  const [first] = checked.issues;
  throw new HttpFailure({
    status: 400,
    code: "invalid",
    message: `The configuration is not stored: ${first?.path ?? ""} ${first?.message ?? ""}.`,
    advice: "Mend what is named and send it again; nothing was changed.",
    fields: checked.issues,
  });
}

function changedElsewhere(): HttpFailure {
  return new HttpFailure({
    status: 409,
    code: "changed-elsewhere",
    message: "The configuration was changed elsewhere in the meantime.",
    advice: "Load it again, then make your change again; nothing was changed.",
  });
}
