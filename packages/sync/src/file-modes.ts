import { chmod, stat } from "node:fs/promises";

/** Something that pakt goes on in spite of, and what to do about it. */
export interface HomeWarning {
  /** One sentence. */
  readonly message: string;
  /** The command that mends it, or else a sentence. */
  readonly advice: string;
}

/** What the file system says of a file. */
interface FileMode {
  readonly path: string;
  /** The permission bits. */
  readonly mode: number;
  /** The owner's number. */
  readonly owner: number;
}

/** Who pakt runs as: `undefined` where a system has no such numbers. */
interface Person {
  readonly user: number;
  readonly group: number;
}

const OTHERS = 0o077;
const STRANGERS = 0o007;
/** Where containers mount secrets: with a mode that nobody can change, and seen by the one container only. */
const MOUNTED = /^(\/var)?\/run\/secrets\//;

/** Closes a file or folder of pakt's own to others; says what to do where that cannot be done from here. */
export async function closeToOthers(path: string, mode: number): Promise<readonly HomeWarning[]> {
  const me = whoAmI();
  const found = await modeOf(path);
  if (me === undefined || found === undefined || (found.mode & OTHERS) === 0) return [];
  const isChanged = await chmod(path, mode).then(
    () => true,
    () => false,
  );
  const left = isChanged ? await modeOf(path) : found;
  if (left === undefined || (left.mode & OTHERS) === 0) return [];
  return [isChanged ? withoutModes(left) : notOurs(left, { me, mode })];
}

/** Says what to do about a file with secrets that a person wrote, and that others may read. It is theirs: pakt changes nothing. */
export async function examineSecretFile(path: string): Promise<readonly HomeWarning[]> {
  const me = whoAmI();
  const found = await modeOf(path);
  return me === undefined || found === undefined ? [] : judgeSecretFile(found, me);
}

/** What there is to say of a file with secrets, by its mode and owner. What somebody else gave to a group was given on purpose. */
export function judgeSecretFile(file: FileMode, me: Person): readonly HomeWarning[] {
  if (MOUNTED.test(file.path)) return [];
  const isOurs = file.owner === me.user;
  if ((file.mode & (isOurs ? OTHERS : STRANGERS)) === 0) return [];
  const message = `${file.path} holds secrets, and its mode (${octal(file.mode)}) lets others read it.`;
  const close = `chmod 600 ${quote(file.path)}`;
  return [{ message, advice: isOurs ? close : `${chownCommand(file.path, me)} && sudo ${close}` }];
}

/** How a file or folder, with what is in it, becomes one of the user that pakt runs as: a sentence without its full stop. */
export function adviceToOwn(path: string, { isMissing = false } = {}): string {
  const me = whoAmI();
  if (me === undefined) return `Give this user the right to ${path}`;
  return `Make it this user's: \`${isMissing ? `sudo mkdir -p ${quote(path)} && ` : ""}${chownCommand(path, me)}\``;
}

/** The command that gives a file or folder, with what is in it, to a user. */
export function chownCommand(path: string, me: Person): string {
  return `sudo chown -R ${me.user}:${me.group} ${quote(path)}`;
}

function notOurs(
  { path, mode: found, owner }: FileMode,
  { me, mode }: { readonly me: Person; readonly mode: number },
): HomeWarning {
  const whose = owner === me.user ? "" : ` and belongs to another user (${owner})`;
  return {
    message: `${path} can be read by others (mode ${octal(found)})${whose}; pakt could not close it.`,
    advice: `${chownCommand(path, me)} && sudo chmod ${octal(mode)} ${quote(path)}`,
  };
}

function withoutModes({ path, mode }: FileMode): HomeWarning {
  return {
    message: `${path} can be read by others (mode ${octal(mode)}), and its file system keeps no modes.`,
    advice: "Set PAKT_HOME to a folder on a file system that does, or mount this one for one user alone (umask=077).",
  };
}

/** `undefined` where there is no such file; a pipe is nobody's to read twice. */
async function modeOf(path: string): Promise<FileMode | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !(found.isFile() || found.isDirectory())) return undefined;
  return { path, mode: found.mode & 0o777, owner: found.uid };
}

function whoAmI(): Person | undefined {
  const user = process.geteuid?.();
  const group = process.getegid?.();
  return user === undefined || group === undefined ? undefined : { user, group };
}

function octal(mode: number): string {
  return mode.toString(8).padStart(3, "0");
}

/** A path as a shell takes it. */
function quote(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
