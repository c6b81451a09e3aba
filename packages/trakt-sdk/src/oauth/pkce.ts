/** A proof key (RFC 7636): the challenge goes with the question, the verifier with the exchange. */
export interface Pkce {
  readonly verifier: string;
  /** Method S256. */
  readonly challenge: string;
}

/** A fresh proof key, for apps that have no secret. */
export async function createPkce(): Promise<Pkce> {
  const verifier = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  return { verifier, challenge: await toChallenge(verifier) };
}

async function toChallenge(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return toBase64Url(new Uint8Array(digest));
}

function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
