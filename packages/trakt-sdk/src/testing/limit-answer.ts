import type { AccountSettings } from "./account.ts";
import type { Answer } from "./answer.ts";

/** 420 with its three headers and no body; nothing of the request was stored. */
export function toLimitAnswer(settings: AccountSettings, limit: number): Answer {
  return {
    status: 420,
    headers: {
      "x-account-limit": String(limit),
      "x-vip-user": String(settings.vip),
      "x-upgrade-url": "https://trakt.tv/vip",
    },
  };
}
