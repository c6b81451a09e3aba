/** The time that the `Date` header of an answer tells (RFC 9110 §6.6.1), as a part of a request event; nothing where it tells none. */
export function answeredAt(headers: Headers): { readonly answeredAt?: number } {
  const time = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(time) ? {} : { answeredAt: time };
}
