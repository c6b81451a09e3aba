import type { Route } from "../route.ts";
import { changePassword, keys, madeKey, newKey, sessionState, setUp, signIn } from "../schemas/access.ts";

/** Who may call. */
export const accessRoutes = {
  readSession: {
    method: "GET",
    path: "/api/session",
    summary: "Tell whether pakt is set up and the caller is signed in",
    access: "public",
    answer: sessionState,
  },
  setUp: {
    method: "POST",
    path: "/api/setup",
    summary: "Choose the password with the token that pakt serve printed",
    access: "public",
    body: setUp,
    answer: sessionState,
    status: 201,
  },
  signIn: {
    method: "POST",
    path: "/api/session",
    summary: "Sign in with the password",
    access: "public",
    body: signIn,
    answer: sessionState,
    status: 201,
  },
  signOut: {
    method: "DELETE",
    path: "/api/session",
    summary: "Sign out",
    access: "session",
    answer: sessionState,
  },
  changePassword: {
    method: "PUT",
    path: "/api/password",
    summary: "Change the password, and end every other session",
    access: "session",
    body: changePassword,
    answer: sessionState,
  },
  listKeys: {
    method: "GET",
    path: "/api/keys",
    summary: "List the API keys, without their secrets",
    access: "session",
    answer: keys,
  },
  makeKey: {
    method: "POST",
    path: "/api/keys",
    summary: "Make an API key; its secret is shown this once",
    access: "session",
    body: newKey,
    answer: madeKey,
    status: 201,
  },
  removeKey: {
    method: "DELETE",
    path: "/api/keys/:key",
    summary: "Remove an API key",
    access: "session",
    answer: keys,
  },
} as const satisfies Readonly<Record<string, Route>>;
