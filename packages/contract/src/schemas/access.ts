import * as z from "zod/mini";

import { time } from "./words.ts";

/** How short a password may be: long enough that guessing at the rate that is let through takes longer than anyone waits. */
const MIN_PASSWORD = 10;

const newPassword = z
  .string()
  .check(z.minLength(MIN_PASSWORD, `must have at least ${MIN_PASSWORD} characters`), z.maxLength(256));

/** Whether pakt was set up, and whether the caller is signed in. */
export const sessionState = z.object({ isSetUp: z.boolean(), isSignedIn: z.boolean() });

/** The first sign-in: the token that `pakt serve` printed, and the password from now on. */
export const setUp = z.strictObject({ token: z.string().check(z.maxLength(256)), password: newPassword });

/** A sign-in. */
export const signIn = z.strictObject({ password: z.string().check(z.maxLength(256)) });

/** Another password. It ends every other session. */
export const changePassword = z.strictObject({ current: z.string().check(z.maxLength(256)), next: newPassword });

const keyScope = z.enum(["read", "write"]);

/** A key that is to be made for a script. */
export const newKey = z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(60)), scope: keyScope });

/** A key as it is listed; its secret is shown once, when it is made. */
export const key = z.object({
  id: z.string(),
  name: z.string(),
  scope: keyScope,
  /** The last four characters of the secret. */
  ending: z.string(),
  createdAt: time,
  lastUsedAt: z.exactOptional(time),
});

export const keys = z.object({ keys: z.array(key) });

/** A new key with its secret, sent as `Authorization: Bearer SECRET`. */
export const madeKey = z.object({ key, secret: z.string() });
