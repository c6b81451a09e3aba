import type { Home } from "../home.ts";
import { changeSignIn } from "../token-lock.ts";
import type { ForeignSignIns, ImportedSignIn } from "./foreign-settings.ts";

const SECRET = "PAKT_TRAKT_CLIENT_SECRET";

/**
 * Stores the sign-ins that are taken. Trakt's tokens are good for the app that they were made for alone: its secret goes into `.env`, beside
 * what is there.
 */
export async function storeSignIns(
  home: Home,
  { plex, trakt }: ForeignSignIns,
  { weighed, signal }: { readonly weighed: readonly ImportedSignIn[]; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const isTaken = (side: "plex" | "trakt"): boolean =>
    weighed.some((signIn) => signIn.side === side && signIn.fate === "taken");
  if (plex !== undefined && isTaken("plex")) {
    await changeSignIn(home, signal, () => home.credentials.signIn({ plex: plex.token, server: plex.server }));
  }
  if (trakt !== undefined && isTaken("trakt")) {
    const { accessToken, refreshToken, expiresAt, clientSecret } = trakt;
    if (clientSecret !== undefined) await writeSecret(home, clientSecret);
    const tokens = {
      accessToken,
      ...(refreshToken !== undefined && { refreshToken }),
      // Not known: refreshed only once Trakt refuses it, as each refresh signs the other tool out.
      expiresAt: expiresAt === 0 ? Number.MAX_SAFE_INTEGER : expiresAt,
    };
    await changeSignIn(home, signal, () => home.credentials.signIn({ trakt: tokens }));
  }
}

async function writeSecret({ files }: Home, secret: string): Promise<void> {
  const text = (await files.getItemRaw<string>(".env")) ?? "";
  const others = text.split("\n").filter((line) => line !== "" && !line.startsWith(`${SECRET}=`));
  await files.setItemRaw(".env", `${[...others, `${SECRET}=${secret}`].join("\n")}\n`);
}
