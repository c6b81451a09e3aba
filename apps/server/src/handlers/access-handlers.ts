import type { AccessDesk } from "../access/access-desk.ts";
import type { Handlers } from "./handlers.ts";

/** Answers who may call. */
export function createAccessHandlers(
  access: AccessDesk,
): Pick<
  Handlers,
  "readSession" | "setUp" | "signIn" | "signOut" | "changePassword" | "listKeys" | "makeKey" | "removeKey"
> {
  return {
    readSession: (_, { caller }) => ({ isSetUp: access.isSetUp(), isSignedIn: caller.kind !== "nobody" }),
    setUp: async ({ body }, { address, setSession }) => {
      setSession(await access.setUp(body.token, body.password, address));
      return { isSetUp: true, isSignedIn: true };
    },
    signIn: async ({ body }, { address, setSession }) => {
      setSession(await access.signIn(body.password, address));
      return { isSetUp: true, isSignedIn: true };
    },
    signOut: async (_, { caller, setSession }) => {
      await access.signOut(caller);
      setSession(undefined);
      return { isSetUp: true, isSignedIn: false };
    },
    changePassword: async ({ body }, { address, setSession }) => {
      setSession(await access.changePassword(body, address));
      return { isSetUp: true, isSignedIn: true };
    },
    listKeys: () => ({ keys: access.listKeys() }),
    makeKey: ({ body }) => access.makeKey(body),
    removeKey: async ({ params }) => {
      await access.removeKey(params.key);
      return { keys: access.listKeys() };
    },
  };
}
