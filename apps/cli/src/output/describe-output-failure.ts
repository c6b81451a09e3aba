/** That what was printed has not arrived, in one sentence. */
export function describeOutputFailure({ code, message }: NodeJS.ErrnoException): string {
  const reason = code === "ENOSPC" || code === "EDQUOT" ? "the disk is full" : (code ?? message);
  return `The output cannot be written: ${reason}. What pakt did is done; see it with: pakt log last`;
}
