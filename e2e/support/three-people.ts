import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import type { HomeMember, InMemoryPlex, ItemState } from "@pakt/plex-sdk/testing";
import { addProfile, openHome, signIn } from "@pakt/sync";
import type { Home } from "@pakt/sync";
import { createInMemoryTrakt } from "@pakt/trakt-sdk/testing";
import type { InMemoryTrakt } from "@pakt/trakt-sdk/testing";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startTraktFront } from "./trakt-front.ts";
import type { TraktFront } from "./trakt-front.ts";

/** The owner of the Plex server, Anna with an account of her own in the Plex Home, and a managed child with a PIN. */
export const PEOPLE = ["default", "anna", "kids"] as const;
export type Who = (typeof PEOPLE)[number];

/** Whose tokens are which, as they are stored. */
type Secrets = Readonly<Record<Who, readonly string[]>>;

/** A household of three on one Plex server, each with a Trakt account, and one home with a profile for each. */
export interface ThreePeople {
  readonly plex: InMemoryPlex;
  readonly trakt: Readonly<Record<Who, InMemoryTrakt>>;
  readonly front: TraktFront;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Opens the home as one of them. */
  open(who: Who): Promise<Home>;
  /** What one of them sees of a movie on Plex. */
  onPlex(who: Who, movie: number): ItemState | undefined;
  /** The movies that one of them has seen, by Trakt's history, with one entry for each play. */
  onTrakt(who: Who): readonly number[];
  /** Does something on Plex as one of them. */
  actAs(who: Who): Pick<HomeMember["person"], "view" | "rate">;
  /** Rating keys, by the number of the movie. */
  readonly keys: Readonly<Record<number, string>>;
  /** The catalogue key of a movie that is on one of the watchlists. */
  readonly wish: string;
  readSecrets(): Promise<Secrets>;
  close(): Promise<void>;
}

const TUNING = { writeIntervalMs: 0, plexListIntervalMs: 0, settleAfterMs: 0, retryBaseMs: 1 };
/** Movies 1 to 4 stand in the library that all see, 5 and 6 in the one for children, 7 is wished for. */
const MOVIES = [1, 2, 3, 4, 5, 6, 7] as const;

/** Starts everything, with everybody signed in and nobody synced yet. */
export async function startThreePeople(): Promise<ThreePeople> {
  const plex = createInMemoryPlex({ token: "plex-of-nobody-here" });
  const trakt = {
    default: createAccount("default", 1),
    anna: createAccount("anna", 2),
    kids: createAccount("kids", 3),
  };
  const plexAt = await plex.listen();
  const listening = await Promise.all(PEOPLE.map((who) => trakt[who].listen()));
  const front = await startTraktFront(
    Object.fromEntries(PEOPLE.map((who, index) => [who, listening[index]?.url ?? ""])),
  );
  const home = await mkdtemp(join(tmpdir(), "pakt-e2e-"));
  const env = {
    PAKT_HOME: home,
    PAKT_PLEX_URL: plexAt.url,
    PAKT_PLEX_TV_URL: plexAt.url,
    PAKT_PLEX_DISCOVER_URL: plexAt.discoverUrl,
    PAKT_TRAKT_API_URL: front.url,
    PAKT_TRAKT_CLIENT_ID: "in-memory-client",
  };
  const open = (profile: string): Promise<Home> =>
    openHome({ env, userHome: home, product: { name: "pakt-e2e", version: "0.0.0" }, profile, tuning: TUNING });

  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "Cartoons", type: "movie" });
  const keys = Object.fromEntries(
    MOVIES.slice(0, 6).map((id) => [
      id,
      plex.items.addMovie({ library: id < 5 ? "1" : "2", title: `Movie ${id}`, year: 2000, guids: [guidOf(id)] }),
    ]),
  );
  const wish = plex.discover.catalogue.add({ type: "movie", title: "Movie 7", year: 2000, guids: [guidOf(7)] });
  const uuids = {
    anna: plex.person.addHomeUser({ title: "Anna", username: "anna" }),
    kids: plex.person.addHomeUser({ title: "The Kid", pin: "1234", libraries: ["2"] }),
  };
  const actAs = (who: Who) => (who === "default" ? plex.person : plex.member(uuids[who]).person);

  await addProfile(await open("default"), "anna");
  await addProfile(await open("default"), "kids");
  const users = { default: {}, anna: { homeUser: "Anna" }, kids: { homeUser: "The Kid" } };
  for (const who of PEOPLE) {
    const opened = await open(who);
    await signIn(opened, "plex", {
      ...users[who],
      onCode: ({ code }) => plex.person.approvePin(code),
      onPin: () => Promise.resolve("1234"),
    });
    front.signInAs(who);
    await signIn(opened, "trakt", { onCode: ({ code }) => trakt[who].tokens.approveDevice(code) });
  }
  plex.requests.clear();
  front.requests.splice(0);

  return {
    plex,
    trakt,
    front,
    home,
    env,
    keys,
    wish,
    open,
    actAs,
    onPlex: (who, movie) => {
      const key = keys[movie] ?? "";
      return who === "default" ? plex.items.get(key) : plex.member(uuids[who]).item(key);
    },
    onTrakt: (who) =>
      trakt[who].account
        .plays()
        .map(({ traktId }) => traktId)
        .toSorted((a, b) => a - b),
    readSecrets: async () => {
      const { profiles } = JSON.parse(await readFile(join(home, "credentials.json"), "utf8")) as {
        readonly profiles: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
      };
      const tokensOf = (who: Who): readonly string[] => {
        const { plex: ofPlex = {}, trakt: ofTrakt = {} } = profiles[who] ?? {};
        return [ofPlex["token"], ofPlex["server"], ofTrakt["accessToken"], ofTrakt["refreshToken"]].filter(
          (token) => typeof token === "string",
        );
      };
      return { default: tokensOf("default"), anna: tokensOf("anna"), kids: tokensOf("kids") };
    },
    close: async () => {
      await Promise.all([plexAt.close(), front.close(), ...listening.map((at) => at.close())]);
      await rm(home, { recursive: true, force: true });
    },
  };
}

function createAccount(who: Who, number: number): InMemoryTrakt {
  const trakt = createInMemoryTrakt({
    tokenPrefix: `${who}-`,
    devicePollSeconds: 0,
    settings: { username: `${who}-on-trakt`, uuid: `00000000-0000-4000-8000-00000000000${number}` },
  });
  for (const id of MOVIES) {
    trakt.catalogue.addMovie({ ids: { trakt: id, tmdb: 600 + id }, title: `Movie ${id}`, year: 2000, runtime: 90 });
  }
  return trakt;
}

function guidOf(id: number): string {
  return `tmdb://${600 + id}`;
}
