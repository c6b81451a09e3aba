import { spawn } from "node:child_process";

/** The pages on which sign-ins are approved. No other address is ever opened. */
const OUR_HOSTS: ReadonlySet<string> = new Set([
  "plex.tv",
  "www.plex.tv",
  "app.plex.tv",
  "trakt.tv",
  "app.trakt.tv",
  "auth.trakt.tv",
]);

type Environment = Readonly<Record<string, string | undefined>>;

/** Opens a page in the person's browser where there is one; says whether that was begun. */
export function openBrowser(address: string, env: Environment): boolean {
  const command = browserCommand(address, { env, platform: process.platform });
  if (command === undefined) {
    return false;
  }
  const [name, ...words] = command;
  const browser = spawn(name, words, { stdio: "ignore", detached: true });
  // The link stands on the screen as well: whatever goes wrong here is no failure.
  browser.on("error", () => undefined).unref();
  return browser.pid !== undefined;
}

/** The command that opens a page; undefined without a display, over SSH, and for an address that is none of ours. */
export function browserCommand(
  address: string,
  { env, platform }: { readonly env: Environment; readonly platform: NodeJS.Platform },
): readonly [string, ...string[]] | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isOurs =
    url?.protocol === "https:" && url.port + url.username + url.password === "" && OUR_HOSTS.has(url.hostname);
  const isRemote = [env["SSH_CONNECTION"], env["SSH_CLIENT"], env["SSH_TTY"]].some(isSet);
  if (url === undefined || !isOurs || isRemote) {
    return undefined;
  }
  switch (platform) {
    case "darwin":
      return ["open", url.href];
    case "win32":
      // No shell: an address must not become a command.
      return ["rundll32", "url.dll,FileProtocolHandler", url.href];
    default:
      return isSet(env["DISPLAY"]) || isSet(env["WAYLAND_DISPLAY"]) ? ["xdg-open", url.href] : undefined;
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
