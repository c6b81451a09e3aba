import type { Home } from "../home.ts";
import type { ForeignSignIns, ImportedSignIn } from "./foreign-settings.ts";

/** What is there when the sign-ins of another tool are weighed. */
export interface SignInsWeighing {
  /** Absent where pakt has no home yet. */
  readonly home: Home | undefined;
  /** The person asked for them. */
  readonly wanted: boolean;
  readonly overwrite: boolean;
}

/** What becomes of each sign-in of another tool: one that is there already stays, unless the person says otherwise. */
export async function weighSignIns(
  { plex, trakt }: ForeignSignIns,
  { home, wanted, overwrite }: SignInsWeighing,
): Promise<readonly ImportedSignIn[]> {
  const weigh = (
    side: "plex" | "trakt",
    account: string | undefined,
    { variable, isSignedIn }: { readonly variable: string | undefined; readonly isSignedIn: boolean },
  ): ImportedSignIn => {
    const signIn = { side, ...(account !== undefined && { account }) };
    if (!wanted) return { ...signIn, fate: "left" };
    if (variable !== undefined)
      return { ...signIn, fate: "kept", reason: `${variable} is set, and wins over any sign-in` };
    if (isSignedIn && !overwrite) return { ...signIn, fate: "kept", reason: "pakt is signed in there already" };
    return { ...signIn, fate: "taken" };
  };
  const { environment, credentials } = home ?? {};
  const found: ImportedSignIn[] = [];
  if (plex !== undefined) {
    const isSignedIn = (await credentials?.plexToken()) !== undefined;
    const variable = environment?.plexToken === undefined ? undefined : "PAKT_PLEX_TOKEN";
    found.push(weigh("plex", plex.account, { variable, isSignedIn }));
  }
  if (trakt !== undefined) {
    const isSignedIn = (await credentials?.traktTokens()) !== undefined;
    const variable = environment?.traktAccessToken === undefined ? undefined : "PAKT_TRAKT_ACCESS_TOKEN";
    const weighed = weigh("trakt", trakt.account, { variable, isSignedIn });
    const reason = weighed.fate === "taken" ? otherApp(trakt, { home, overwrite }) : undefined;
    found.push(reason === undefined ? weighed : { ...weighed, fate: "kept", reason });
  }
  return found;
}

/** Why Trakt's tokens would be of no use: they are good for the app that they were made for alone. */
function otherApp(
  { clientId, clientSecret }: NonNullable<ForeignSignIns["trakt"]>,
  { home, overwrite }: Pick<SignInsWeighing, "home" | "overwrite">,
): string | undefined {
  const { environment, config } = home ?? {};
  if (isOther(environment?.traktClientId, clientId))
    return "PAKT_TRAKT_CLIENT_ID names another app than its tokens are for";
  if (isOther(environment?.traktClientSecret, clientSecret)) return "PAKT_TRAKT_CLIENT_SECRET is that of another app";
  return !overwrite && isOther(config?.trakt.clientId, clientId)
    ? "config.json names another app than its tokens are for"
    : undefined;
}

function isOther(own: string | undefined, theirs: string | undefined): boolean {
  return own !== undefined && own !== theirs;
}
