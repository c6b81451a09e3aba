import type { GivenTokens, Side } from "@pakt/sync";
import { createWaitingLine } from "../output/waiting-line.ts";
import { renderSignInCode } from "../render/render-sign-in.ts";
import { sideName } from "../render/side-name.ts";
import { beginStep, withFreshHome, withWait } from "./setup-stage.ts";
import type { SetupStage } from "./setup-stage.ts";

/** Signs in to a side, by a code that is approved in a browser or by tokens that the person has. Throws PaktError. */
export function signInTo(side: Side, stage: SetupStage): Promise<void> {
  return stage.byToken ? signInByToken(side, stage) : signInByCode(side, stage);
}

async function signInByCode(side: Side, stage: SetupStage): Promise<void> {
  const { desk, context } = stage;
  const { style } = desk;
  const { signal, openLink } = context;
  const { signIn } = await import("@pakt/sync");
  const waiting = createWaitingLine(desk, `Waiting for your approval at ${sideName(side)}`);
  try {
    await withFreshHome(stage, (home) =>
      signIn(home, side, {
        signal,
        onCode: (code) => {
          desk.lines(["", ...renderSignInCode(side, code, style)]);
          if (openLink?.(code.directUrl ?? code.url) === true) {
            desk.lines([style.dim("     The page opens in your browser.")]);
          }
        },
        onWait: waiting.show,
      }),
    );
  } finally {
    waiting.end();
  }
}

async function signInByToken(side: Side, stage: SetupStage): Promise<void> {
  const { signInWithToken } = await import("@pakt/sync");
  beginStep(stage, `Sign in to ${sideName(side)} by token`, TOKEN_WORDS[side]);
  const given = side === "plex" ? await askForPlexToken(stage) : await askForTraktTokens(stage);
  const { signal } = stage.context;
  await withWait(stage, `Asking ${sideName(side)}`, () =>
    withFreshHome(stage, (home) => signInWithToken(home, given, { signal })),
  );
}

const TOKEN_WORDS: Readonly<Record<Side, string>> = {
  plex: "The token of your account (X-Plex-Token). It is checked before it is kept.",
  trakt:
    "Tokens that were given to your Trakt app. They are checked before they are kept. Without a refresh token the sign-in ends with the access token, after days.",
};

async function askForPlexToken({ prompts }: SetupStage): Promise<GivenTokens> {
  return { side: "plex", token: await prompts.type({ message: "Your Plex token", isHidden: true }) };
}

async function askForTraktTokens({ prompts }: SetupStage): Promise<GivenTokens> {
  const accessToken = await prompts.type({ message: "Your Trakt access token", isHidden: true });
  const refreshToken = await prompts.type({
    message: "Its refresh token, or just Enter where there is none",
    isHidden: true,
    isOptional: true,
  });
  return { side: "trakt", accessToken, ...(refreshToken.trim() !== "" && { refreshToken }) };
}
