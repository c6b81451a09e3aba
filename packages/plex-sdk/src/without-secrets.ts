/** What a service says, fit to be quoted: without the secrets that were sent to it, whatever their length, and without long words, which could be others. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: one may be a part of another.
  const known = secrets.filter((secret) => secret !== "").toSorted((a, b) => b.length - a.length);
  const cut = known.reduce((left, secret) => left.replaceAll(secret, "…"), text);
  return cut.replaceAll(/[\w.-]{20,}/g, "…").slice(0, 120);
}
