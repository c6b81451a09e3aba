import type { Side } from "@pakt/sync-core";

/** A tool whose configuration can be taken over: PlexTraktSync, or the older tool in Python that is called pakt too. */
export type ImportTool = "plextraktsync" | "pakt-py";

/** What another tool's configuration says, in words of `config.json`. */
export interface ForeignSettings {
  /** The files that were read. */
  readonly files: readonly string[];
  readonly choices: readonly ForeignChoice[];
  readonly libraries?: ForeignLibraries;
  readonly without: readonly WithoutCounterpart[];
  readonly signIns: ForeignSignIns;
}

/** A choice that pakt has, too. */
export interface ForeignChoice {
  /** Where it goes in `config.json`, e.g. `fields.rating.direction`. */
  readonly key: string;
  readonly value: string | boolean | readonly string[];
  /** The value in words, where the value itself says nothing to people. */
  readonly shown?: string;
  /** Where it stood, e.g. `sync.plex_to_trakt.ratings`. */
  readonly from: string;
}

/** What pakt has no choice for. */
export interface WithoutCounterpart {
  readonly key: string;
  /** What is to be known about it, a phrase for people. */
  readonly reason: string;
}

/** Which libraries the tool read, by title. What is empty says nothing: all of them. */
export interface ForeignLibraries {
  readonly from: string;
  readonly only: readonly string[];
  readonly movies: readonly string[];
  readonly shows: readonly string[];
  readonly excluded: readonly string[];
}

/** The sign-ins of a tool. They are shown to nobody. */
export interface ForeignSignIns {
  readonly plex?: { readonly account?: string; readonly token: string; readonly server?: string };
  readonly trakt?: {
    readonly account?: string;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly accessToken: string;
    readonly refreshToken?: string;
    /** Epoch milliseconds; 0 where the tool does not know. */
    readonly expiresAt: number;
  };
}

/** A choice of the import, and what becomes of it. */
export interface ImportedSetting {
  readonly key: string;
  readonly value: string;
  readonly from: string;
  /**
   * `taken`: written. `same`: pakt does so already. `kept`: `config.json` says otherwise, and stays as it is.
   */
  readonly fate: "taken" | "same" | "kept";
  /** What `config.json` says, where it says something else. */
  readonly before?: string;
}

/** A sign-in of the tool, and what becomes of it. */
export interface ImportedSignIn {
  readonly side: Side;
  /** Whose it is, where the files tell. */
  readonly account?: string;
  /** `left`: nobody asked for it. `kept`: it cannot be taken, or there is one already. */
  readonly fate: "taken" | "left" | "kept";
  readonly reason?: string;
}

/** What an import takes, or has taken. No secret is in it. */
export interface Imported {
  readonly from: ImportTool;
  readonly files: readonly string[];
  readonly settings: readonly ImportedSetting[];
  readonly without: readonly WithoutCounterpart[];
  /** What has a counterpart that could not be found out yet: until the person chooses, pakt does what it does by default. */
  readonly open: readonly WithoutCounterpart[];
  readonly signIns: readonly ImportedSignIn[];
  /** Where the tool's own file goes, when it stands where pakt's has to. */
  readonly movedTo?: string;
  readonly written: boolean;
}
