import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

import { HttpFailure, notFound } from "./http-failure.ts";

/** The files of the page. */
export interface StaticFiles {
  /** Answers with the file of a path; a path of the page itself gets `index.html`. Throws HttpFailure. */
  answer(path: string, request: Request): Response;
}

interface StaticFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly tag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** What is said where there is no page. */
const NO_PAGE = "pakt is running. This build has no page; the API is under /api, described in /openapi.json.\n";

/**
 * Reads every file of a folder once. A path is only ever looked up among their names, so that none leads out of the folder. Without a folder
 * there is a line of text.
 */
export async function readStaticFiles(folder: string | undefined): Promise<StaticFiles> {
  const files = folder === undefined ? new Map<string, StaticFile>() : await readFolder(folder);
  const page = files.get("/index.html");
  return {
    answer: (path, request) => {
      if (request.method !== "GET" && request.method !== "HEAD") {
        throw new HttpFailure({
          status: 405,
          code: "wrong-method",
          message: "Files can only be read.",
          advice: "Use GET.",
          headers: { allow: "GET, HEAD" },
        });
      }
      const file = files.get(path) ?? (isOfPage(path) ? page : undefined);
      if (file !== undefined) return respond(file, path, request);
      if (path === "/" && page === undefined) {
        return new Response(NO_PAGE, { headers: { "content-type": "text/plain; charset=utf-8" } });
      }
      throw notFound("There is no such file.", "Open pakt at its root.");
    },
  };
}

/** The page draws all paths without a file ending itself. */
function isOfPage(path: string): boolean {
  return extname(path) === "" && !path.includes("%") && !path.includes("//");
}

function respond({ content, type, tag }: StaticFile, path: string, request: Request): Response {
  const headers = {
    "content-type": type,
    etag: tag,
    // Names under assets/ change with what is in them.
    "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (request.headers.get("if-none-match") === tag) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : content, { headers });
}

async function readFolder(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, StaticFile]> => {
        const content = new Uint8Array(await readFile(path));
        const name = `/${relative(folder, path).split(sep).join("/")}`;
        const tag = `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`;
        return [name, { content, tag, type: TYPES[extname(path)] ?? "application/octet-stream" }];
      }),
    ),
  );
}
