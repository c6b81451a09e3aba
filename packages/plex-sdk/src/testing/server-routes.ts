import type { PlexItemType } from "../plex-item.ts";
import type { HistoryEntry } from "./history.ts";
import type { ItemStore, StoredLibrary } from "./item-store.ts";
import type { Exchange, Route } from "./route.ts";
import { htmlError, json, jsonText } from "./route.ts";
import type { StoredItem } from "./stored-item.ts";
import type { WireStyle } from "./wire-row.ts";
import { toWireRow, toWireText } from "./wire-row.ts";

/** What a list does when it is asked for streams: gives them, does not listen, or answers 500; servers of all three kinds exist. */
export type StreamsInLists = "yes" | "ignored" | "error-500";

/** What the routes of the media server read. */
export interface ServerState {
  readonly machineIdentifier: string;
  readonly version: string;
  readonly friendlyName: string;
  readonly ownerName: string;
  /** The items as the user of a token sees them. */
  readonly storeOf: (token: string) => ItemStore;
  readonly style: WireStyle;
  readonly maxPageSize: number;
  readonly ignoresFilters: boolean;
  readonly streamsInLists: StreamsInLists;
  /** Newest last. */
  readonly history: readonly HistoryEntry[];
}

const TYPES: Readonly<Record<string, PlexItemType>> = { 1: "movie", 2: "show", 3: "season", 4: "episode" };
const SLIMMING = ["includeGuids", "excludeElements", "excludeFields"];
const READ = { methods: ["GET"], service: "server", needsToken: true } as const;

/** The endpoints of the media server that read. */
export function serverRoutes(state: ServerState): readonly Route[] {
  const { storeOf } = state;
  return [
    { ...READ, path: /^\/identity$/, query: [], needsToken: false, answer: () => identity(state) },
    { ...READ, path: /^\/$/, query: [], answer: () => about(state) },
    {
      ...READ,
      path: /^\/library\/sections(?:\/all)?$/,
      query: [],
      answer: ({ token }) => list("Directory", [...storeOf(token).libraries.values()].map(toDirectory)),
    },
    {
      ...READ,
      path: /^\/library\/sections\/([^/]+)\/all$/,
      query: ["type", "sort", "includeElements", ...SLIMMING],
      takesFilters: true,
      isList: true,
      answer: (exchange) => section(state, exchange),
    },
    {
      ...READ,
      path: /^\/library\/metadata\/([^/]+)$/,
      query: SLIMMING,
      answer: (exchange) => metadata(state, exchange),
    },
    {
      ...READ,
      path: /^\/accounts$/,
      query: [],
      answer: () =>
        list("Account", [
          { id: 0, name: "" },
          { id: 1, name: state.ownerName },
        ]),
    },
    {
      ...READ,
      path: /^\/status\/sessions\/history\/all$/,
      query: ["sort", "accountID", "librarySectionID", "metadataItemID"],
      takesFilters: true,
      isList: true,
      answer: (exchange) => history(state, exchange),
    },
  ];
}

function identity(state: ServerState): Response {
  const { machineIdentifier, version } = state;
  return json({ MediaContainer: { size: 0, claimed: true, machineIdentifier, version } });
}

function about(state: ServerState): Response {
  const { friendlyName, machineIdentifier, version, ownerName } = state;
  return json({ MediaContainer: { size: 0, friendlyName, machineIdentifier, version, myPlexUsername: ownerName } });
}

/** An empty list leaves its name out, as the real server does. */
function list(name: string, rows: readonly unknown[]): Response {
  return json({ MediaContainer: { size: rows.length, ...(rows.length === 0 ? {} : { [name]: rows }) } });
}

function toDirectory(library: StoredLibrary): Record<string, unknown> {
  const { key, type, title, agent } = library;
  return {
    key,
    type,
    title,
    agent,
    language: "en-US",
    uuid: `library-${key}`,
    hidden: 0,
    Location: [{ id: 1, path: `/media/${key}` }],
  };
}

function section(state: ServerState, exchange: Exchange): Response {
  const [library = ""] = exchange.params;
  const type = TYPES[exchange.query.get("type") ?? ""];
  const store = state.storeOf(exchange.token);
  if (!store.libraries.has(library)) return htmlError(404);
  if (type === undefined) return htmlError(400);
  const asksForStreams = (exchange.query.get("includeElements") ?? "").split(",").includes("Stream");
  if (asksForStreams && state.streamsInLists === "error-500") return htmlError(500);
  const streams = asksForStreams && state.streamsInLists === "yes";
  const filters = state.ignoresFilters ? [] : exchange.filters;
  const items = store.list({ library, type, sort: exchange.query.get("sort"), filters });
  const rows = pageOf(state, { items, exchange }).map((item) => rowText(item, { state, exchange, streams }));
  const shared = state.style.hoistsCommonAttributes ? { librarySectionID: Number(library) } : {};
  return page({ rows, total: items.length, exchange, shared });
}

function metadata(state: ServerState, exchange: Exchange): Response {
  const [keys = ""] = exchange.params;
  const found = keys.split(",").flatMap((key) => state.storeOf(exchange.token).items.get(key) ?? []);
  if (found.length === 0) return htmlError(404);
  const rows = found.map((item) => rowText(item, { state, exchange, streams: true }));
  return jsonText(`{"MediaContainer":{"size":${rows.length},"Metadata":[${rows.join(",")}]}}`);
}

function history(state: ServerState, exchange: Exchange): Response {
  const wanted = (entry: HistoryEntry): boolean =>
    ["accountID", "librarySectionID", "metadataItemID"].every((name) => {
      const value = exchange.query.get(name);
      return value === undefined || String(entry[name === "metadataItemID" ? "ratingKey" : name]) === value;
    });
  const since = state.ignoresFilters ? 0 : Math.max(0, ...exchange.filters.map((filter) => filter.value));
  const entries = state.history.filter((entry) => wanted(entry) && entry.viewedAt >= since).toReversed();
  const rows = pageOf(state, { items: entries, exchange }).map((entry) => JSON.stringify(entry));
  return page({ rows, total: entries.length, exchange, shared: {} });
}

function pageOf<T>(state: ServerState, from: { items: readonly T[]; exchange: Exchange }): readonly T[] {
  if (from.exchange.paging === undefined) return from.items;
  const { start, size } = from.exchange.paging;
  return from.items.slice(start, start + Math.min(size, state.maxPageSize));
}

function rowText(item: StoredItem, at: { state: ServerState; exchange: Exchange; streams: boolean }): string {
  const style = { ...at.state.style, streams: at.streams };
  if (at.exchange.query.get("includeGuids") === "1") return toWireText(item, style);
  return JSON.stringify({ ...toWireRow(item, style), Guid: undefined });
}

/** `totalSize` and `offset` are there only when the list was paged. */
function page(of: { rows: readonly string[]; total: number; exchange: Exchange; shared: object }): Response {
  const { rows, total, exchange, shared } = of;
  const { paging } = exchange;
  const place = paging === undefined ? {} : { totalSize: total, offset: paging.start };
  const container = JSON.stringify({ size: rows.length, ...place, ...shared }).slice(0, -1);
  const metadataText = rows.length === 0 ? "" : `,"Metadata":[${rows.join(",")}]`;
  const headers: Record<string, string> =
    paging === undefined
      ? {}
      : { "x-plex-container-start": String(paging.start), "x-plex-container-total-size": String(total) };
  return jsonText(`{"MediaContainer":${container}${metadataText}}}`, headers);
}
