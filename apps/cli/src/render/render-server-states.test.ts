import type { ServerState, ServerTest } from "@pakt/sync";
import { expect, test } from "vitest";
import { plain } from "../../test/report-values.ts";
import { renderServerStates } from "./render-server-states.ts";
import { renderServerTests } from "./render-server-tests.ts";

const nas: ServerState = {
  id: "nas-machine",
  name: "NAS",
  url: "http://10.0.0.5:32400",
  enabled: true,
  libraries: "all",
  state: "ready",
  reach: "local",
  version: "1.43.0",
  synced: ["Movies", "Shows"],
};

test("a line a server: whether it answers, how it is reached, what is synced; and what is wrong below", () => {
  const servers: readonly ServerState[] = [
    nas,
    { ...nas, name: "Attic", url: "https://203.0.113.9:32400", reach: "remote", libraries: ["1"], synced: ["Movies"] },
    { ...nas, name: "Cellar", enabled: false },
    {
      id: "loft-machine",
      name: "Loft",
      url: "http://10.0.0.9:32400",
      enabled: true,
      libraries: "all",
      state: "no-answer",
      message: "nothing listens at that address (ECONNREFUSED)",
    },
  ];
  expect(renderServerStates(servers, plain).join("\n")).toBe(
    `
     Name    Address
  ✓  NAS     http://10.0.0.5:32400      in this network    2 libraries
  ✓  Attic   https://203.0.113.9:32400  over the internet  1 library chosen
  –  Cellar  http://10.0.0.5:32400      in this network    disabled
  !  Loft    http://10.0.0.9:32400                         no answer

! Loft: nothing listens at that address (ECONNREFUSED).

Others of your account: \`pakt servers discover\`. To try one:
\`pakt servers test NAME\`.`.slice(1),
  );
});

test("a test shows each address, the token, and what to do", () => {
  const used = { url: "http://10.0.0.5:32400", reach: "local", isUsed: true, answers: true, durationMs: 4 } as const;
  const well: ServerTest = {
    name: "NAS",
    enabled: true,
    version: "1.43.0",
    addresses: [
      used,
      {
        url: "https://203-0-113-9.0123456789abcdef0123456789abcdef.plex.direct:32400",
        reach: "remote",
        isUsed: false,
        answers: false,
        message: "its certificate or its encryption is not accepted (CERT_HAS_EXPIRED)",
        durationMs: 80,
      },
    ],
    token: "accepted",
    isUsable: true,
  };
  const off: ServerTest = {
    name: "Attic",
    enabled: false,
    addresses: [{ ...used, answers: false, message: "it gave no answer in time" }],
    token: "not-tried",
    isUsable: false,
    message: "None of its addresses can be used from here.",
    advice: "Check that it runs, and the network between here and there.",
  };
  expect(renderServerTests({ servers: [well, off], exitCode: 1 }, plain).join("\n")).toBe(
    `
✓ NAS · Plex 1.43.0 · synced
    ✓  http://10.0.0.5:32400
      4 ms  in this network, in use
    ✗  https://203-0-113-9.0123456789abcdef0123456789abcdef.plex.direct:32400
      its certificate or its encryption is not accepted (CERT_HAS_EXPIRED)
      over the internet
  Its token is accepted.

✗ Attic · not synced
    ✗  http://10.0.0.5:32400  it gave no answer in time  in this network, in use
  None of its addresses can be used from here.
  Check that it runs, and the network between here and there.`.slice(1),
  );
});
