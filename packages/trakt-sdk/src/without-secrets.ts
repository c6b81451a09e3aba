/** What came from a service, fit to be quoted: without the tokens and the secret in use, whatever their length. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  // The longest first: one may be a part of another.
  const known = secrets.flatMap((secret) => secret ?? []).filter((secret) => secret !== "");
  return known.toSorted((a, b) => b.length - a.length).reduce((left, secret) => left.replaceAll(secret, "…"), text);
}
