import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret: 256 bits that fit into a header, a cookie and a line. */
export function createSecret(prefix = ""): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

/** What is kept of a secret. It is long and random, so that no slow hash is needed. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Whether two hashes are the same, in a time that does not tell how far they are. */
export function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
