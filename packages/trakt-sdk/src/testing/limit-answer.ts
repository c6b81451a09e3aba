import type { Answer } from "./answer.ts";
import type { World } from "./world.ts";

/** 420 with its three headers and no body; `X-Account-Limit` only where the service tells it. */
export function toLimitAnswer({ account, tellsLimit }: World, limit: number): Answer {
  return {
    status: 420,
    headers: {
      ...(tellsLimit ? { "x-account-limit": String(limit) } : {}),
      "x-vip-user": String(account.settings.vip),
      "x-upgrade-url": "https://trakt.tv/vip",
    },
  };
}
