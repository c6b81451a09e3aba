/** Method and path with what names a single title, show or library left out, e.g. `GET /library/metadata/:id`. */
export function endpointOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path.replaceAll(/\/(?:\d+(?:,\d+)*|[0-9a-f]{24})(?=\/|$)/g, "/:id")}`;
}
