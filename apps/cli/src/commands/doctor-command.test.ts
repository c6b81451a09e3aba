import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

/** A port at which something listened a moment ago. */
async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("pakt doctor", () => {
  test("names each thing that it looked at", async () => {
    const { exitCode, stdout } = await runPakt(["doctor"], await startServices());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^✓ Node \d+\.\d+\.\d+\.$/m);
    expect(stdout).toMatch(/^✓ Plex \S+ answers at http:\/\/127\.0\.0\.1:\d+\.$/m);
    expect(stdout).toMatch(/^✓ Trakt knows you as \S+ \(free account\)\.$/m);
    expect(stdout).toMatch(/^✓ The clocks agree\.$/m);
    expect(stdout).toMatch(/^! Titles that no agent has matched cannot be synced: /m);
    expect(stdout).toMatch(/! 1 thing needs you\.\n$/);
  });

  test("says what to do about an address at which nothing listens, and ends with 1", async () => {
    const services = await startServices();
    const env = { ...services.env, PAKT_PLEX_URL: `http://127.0.0.1:${await findClosedPort()}` };
    const { exitCode, stdout } = await runPakt(["doctor"], { env });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^✗ The Plex server gives no answer: nothing listens at that address\s+\(ECONNREFUSED\)\.$/m,
    );
    expect(stdout).toMatch(/^ {2}Check that it runs, and the port \(Plex: 32400\)\.$/m);
    expect(stdout).toMatch(/^✓ Trakt knows you as/m);
  });

  test("--json prints one document", async () => {
    const { stdout } = await runPakt(["doctor", "--json"], await startServices());
    expect(JSON.parse(stdout)).toMatchObject({ checks: expect.any(Array), exitCode: 0 });
  });
});
