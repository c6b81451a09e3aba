import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

describe("pakt servers", () => {
  test("lists the servers of the account, the one in use marked", async () => {
    const { exitCode, stdout } = await runPakt(["servers"], await startServices());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}✓ {2}\S.* {2}http:\/\/127\.0\.0\.1:\d+ {2}in this network/m);
    expect(stdout).toContain("pakt servers --select NAME");
  });

  test("--json prints one document", async () => {
    const { stdout } = await runPakt(["servers", "--json"], await startServices());
    expect(JSON.parse(stdout)).toMatchObject([{ reach: "local", selected: true }]);
  });

  test("--select is refused where the environment names a server", async () => {
    const { exitCode, stderr } = await runPakt(["servers", "--select", "any"], await startServices());
    expect(exitCode).toBe(2);
    expect(stderr).toContain("PAKT_PLEX_URL is set");
  });

  test("--select chooses, and the choice lasts", async () => {
    const services = await startServices();
    const env = { ...services.env, PAKT_PLEX_URL: "" };
    const unchosen = await runPakt(["status"], { env });
    expect(unchosen.exitCode).toBe(5);
    const chosen = await runPakt(["servers", "--select", services.plex.machineIdentifier], { env });
    expect(chosen.exitCode).toBe(0);
    expect((await runPakt(["status"], { env })).stdout).toMatch(/✓ Ready to sync\.\n$/);
  });
});
