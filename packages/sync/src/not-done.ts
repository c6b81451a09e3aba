import type { Outcome } from "@pakt/sync-core";

/** What to say of a write without a good answer that a read then did not show: what went wrong, and what is known since. */
export function notDone({ message }: Pick<Outcome, "message">): string {
  const known = "read back, it has not taken effect";
  return message === undefined ? known : `${message.replace(/\.$/, "")}; ${known}`;
}
