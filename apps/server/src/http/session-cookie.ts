/** The cookie that holds a session. It is sent with requests of this server's own pages only, and no script can read it. */
export const SESSION_COOKIE = "pakt_session";

const MAX_AGE_SECONDS = 30 * 24 * 3600;

/** How a session is set, or taken away where `secret` is undefined. */
export function sessionCookie(
  secret: string | undefined,
  { basePath, isSecure }: { readonly basePath: string; readonly isSecure: boolean },
): string {
  return [
    `${SESSION_COOKIE}=${secret ?? ""}`,
    `Path=${basePath}/`,
    `Max-Age=${secret === undefined ? 0 : MAX_AGE_SECONDS}`,
    "HttpOnly",
    "SameSite=Strict",
    ...(isSecure ? ["Secure"] : []),
  ].join("; ");
}

/** The session that a request carries. */
export function readSession(request: Request): string | undefined {
  const cookies = (request.headers.get("cookie") ?? "").split(";").map((cookie) => cookie.trim());
  const value = cookies.find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1);
  return value === undefined || value === "" ? undefined : value;
}
