import { isTraktError } from "@pakt/trakt-sdk";
import type { TraktError } from "@pakt/trakt-sdk";

import { isVip } from "./account-limits.ts";
import { otherUser } from "./check-users.ts";
import { explainNetwork } from "./examination.ts";
import type { Check } from "./examination.ts";
import type { Home } from "./home.ts";
import { openTrakt } from "./open-trakt.ts";
import { isPaktError } from "./pakt-error.ts";
import { readUsers } from "./profile-users.ts";
import { traktAccountId } from "./trakt-account.ts";
import { describeFailedRenewal, toTraktPaktError } from "./trakt-failure.ts";
import type { OnTraktRequest } from "./open-trakt.ts";

/** The account and its sign-in. */
export async function examineTrakt(
  home: Home,
  { onRequest, signal }: { readonly onRequest: OnTraktRequest; readonly signal: AbortSignal | undefined },
): Promise<readonly Check[]> {
  const warnings: Check[] = [];
  const onRenewalFailed = (error: TraktError): void => {
    warnings.push({ subject: "trakt", status: "warning", message: describeFailedRenewal(error) });
  };
  try {
    const { trakt } = await openTrakt(home, { onRequest, onRenewalFailed });
    const settings = await trakt.users.settings({ extended: "browsing", signal });
    const { trakt: known } = await readUsers(home);
    if (known?.isSignedIn === true && known.id !== traktAccountId(settings)) throw otherUser(home, "trakt", known);
    const kind = isVip(settings) ? "VIP" : "free account";
    const message = `Trakt knows you as ${settings.user.username} (${kind}).`;
    return [{ subject: "trakt", status: "good", message }, ...warnings];
  } catch (error) {
    const failure = toTraktPaktError(error);
    if (!isPaktError(failure)) throw error;
    const network = isTraktError(error) ? explainNetwork(error) : undefined;
    const told =
      network === undefined
        ? { message: failure.message, advice: failure.advice }
        : { message: `Trakt gives no answer: ${network.message}.`, advice: network.advice };
    return [{ subject: "trakt", status: "bad", ...told }];
  }
}
