import { z } from "zod";

import type { PlexClientOptions } from "./client-options.ts";
import { wireKey, wireNumber, wireText } from "./wire-values.ts";

/** A sign-in that waits for a person. */
export interface PlexPin {
  readonly id: string;
  /** Four letters to type at `linkUrl`, or a long code that only `authUrl` carries. */
  readonly code: string;
  /** When the code dies, by the client's clock. */
  readonly expiresAt: Date;
  /** The page on which a person approves, in a browser on any device. */
  readonly authUrl: string;
  /** Where a person types a four-letter code. */
  readonly linkUrl: string;
}

/** The answer of `/api/v2/pins`. */
export const pinAnswer = z.object({
  id: wireKey,
  code: wireKey,
  expiresIn: wireNumber,
  expiresAt: wireText,
  authToken: wireText,
});

const LINK_URL = "https://plex.tv/link";
/** Seconds, when the answer does not say: the shorter of the two lifetimes that were seen. */
const SHORT_LIFETIME = 900;

/** An answer as a pin. The lifetime counts from now, because the clocks here and there may differ. */
export function toPin(
  answer: z.output<typeof pinAnswer>,
  context: { readonly client: PlexClientOptions; readonly now: number; readonly forwardUrl: string | undefined },
): PlexPin {
  const until = answer.expiresAt === undefined ? Number.NaN : Date.parse(answer.expiresAt);
  const lifetimeMs = (answer.expiresIn ?? SHORT_LIFETIME) * 1000;
  const isRelative = answer.expiresIn !== undefined || Number.isNaN(until);
  return {
    id: answer.id,
    code: answer.code,
    expiresAt: new Date(isRelative ? context.now + lifetimeMs : until),
    authUrl: toAuthUrl(answer.code, context),
    linkUrl: LINK_URL,
  };
}

function toAuthUrl(
  code: string,
  context: { readonly client: PlexClientOptions; readonly forwardUrl: string | undefined },
): string {
  const values: Record<string, string | undefined> = {
    clientID: context.client.clientIdentifier,
    code,
    "context[device][product]": context.client.product,
    "context[device][deviceName]": context.client.deviceName,
    forwardUrl: context.forwardUrl,
  };
  const query = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return `https://app.plex.tv/auth#?${query.join("&")}`;
}
