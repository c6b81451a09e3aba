import { randomBytes, scrypt } from "node:crypto";

import { isSameHash } from "./secret.ts";

/** What is kept of a password. */
export interface StoredPassword {
  readonly salt: string;
  readonly hash: string;
}

/** Some 50 ms and 32 MB each (OWASP's second choice for scrypt): slow to guess, and no burden for a small machine. */
const COST = { N: 32_768, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const;
const LENGTH = 32;

/** Makes what is kept of a password. */
export async function storePassword(password: string): Promise<StoredPassword> {
  const salt = randomBytes(16).toString("base64url");
  return { salt, hash: await derive(password, salt) };
}

/** Whether it is the password. */
export async function isPassword(password: string, { salt, hash }: StoredPassword): Promise<boolean> {
  return isSameHash(await derive(password, salt), hash);
}

function derive(password: string, salt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // One spelling of each letter, whatever keyboard it came from.
    scrypt(password.normalize("NFKC"), salt, LENGTH, COST, (error, key) => {
      if (error === null) resolve(key.toString("base64url"));
      else reject(error);
    });
  });
}
