import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";

/** A folder of PlexTraktSync, and an empty home. */
function makeFolders(): {
  readonly other: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
} {
  const folder = mkdtempSync(join(tmpdir(), "pakt-import-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const other = join(folder, "pts");
  const home = join(folder, "home");
  mkdirSync(other);
  writeFileSync(
    join(other, "config.yml"),
    "sync:\n  trakt_to_plex:\n    liked_lists: true\n    watched_status: false\n  rating_priority: plex\nexcluded-libraries: [Private]\n",
  );
  writeFileSync(join(other, ".env"), "TRAKT_USERNAME=ann\n");
  writeFileSync(
    join(other, ".pytrakt.json"),
    JSON.stringify({ CLIENT_ID: "app", CLIENT_SECRET: "secret-a", OAUTH_TOKEN: "secret-b", OAUTH_REFRESH: "secret-c" }),
  );
  return { other, home, env: { LANG: "C.UTF-8", PAKT_HOME: home } };
}

describe("pakt import", () => {
  test("shows what it takes and what has no counterpart, asks, and writes it", async () => {
    const { other, home, env } = makeFolders();
    const { exitCode, stdout } = await runPakt(["import", other, "--from", "plextraktsync", "--with-tokens"], {
      env: { ...env, NO_COLOR: "1" },
      typed: "y\n",
    });
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(other, "/pts")).toBe(`What PlexTraktSync is set to
  /pts/config.yml
  /pts/.env
  /pts/.pytrakt.json

✓ 3 settings to take
    fields.watched.direction  plex-to-trakt
    fields.rating.conflicts   plex
    trakt.clientId            app

! 1 setting still to choose
    excluded-libraries  all but Private. pakt syncs all until you sign in and
                        import again, or choose with \`pakt libraries\`

· 4 settings that pakt has already
    fields.rating.direction      two-way
    fields.collection.direction  plex-to-trakt
    fields.collection.removals   keep
    fields.watchlist.direction   two-way

· 1 without a counterpart in pakt
    sync: liked_lists  pakt syncs the watchlist, and no other list

✓ The sign-in to Trakt, of ann, is taken, too.
! Trakt's tokens work for one: as soon as pakt refreshes them, PlexTraktSync is
  signed out at Trakt, and has to sign in anew. Do not let both run.
Take this over? [Y/n] 
✓ It is taken over. \`pakt doctor\` looks whether all is well,
  \`pakt sync --dry-run\` shows what a sync would do.
`);
    expect(JSON.parse(readFileSync(join(home, "config.json"), "utf8"))).toEqual({
      version: 1,
      fields: { watched: { direction: "plex-to-trakt" }, rating: { conflicts: "plex" } },
      trakt: { clientId: "app" },
    });
  });

  test("writes nothing after a no", async () => {
    const { other, home, env } = makeFolders();
    const { exitCode, stdout } = await runPakt(["import", other, "--from", "plextraktsync"], { env, typed: "n\n" });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\[Y\/n\] Nothing was written\.\n$/);
    expect(existsSync(join(home, "config.json"))).toBe(false);
  });

  test("leaves sign-ins alone without --with-tokens, and prints no secret", async () => {
    const { other, home, env } = makeFolders();
    const { stdout, stderr } = await runPakt(["import", other, "--from", "plextraktsync", "--yes", "--json"], { env });
    expect(JSON.parse(stdout)).toMatchObject({
      written: true,
      signIns: [{ side: "trakt", fate: "left" }],
      exitCode: 0,
    });
    expect(stdout + stderr + readFileSync(join(home, "config.json"), "utf8")).not.toContain("secret-");
    expect(existsSync(join(home, "credentials.json"))).toBe(false);
  });

  test.each([
    ["a tool that it does not know", ["--from", "plextraktsyn"], "Did you mean plextraktsync?"],
    ["nobody to ask", ["--from", "plextraktsync"], "Without a terminal to ask at, pakt import needs --yes."],
    ["no tool", [], "pakt import needs --from TOOL."],
  ])("is wrong usage with %s", async (_, words, said) => {
    const { other, env } = makeFolders();
    const { exitCode, stdout, stderr } = await runPakt(["import", other, ...words], { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(said);
  });
});
