/** A row of the in-memory server's history. */
export interface HistoryEntry {
  readonly [field: string]: string | number | undefined;
  readonly historyKey: string;
  readonly ratingKey: string;
  readonly key: string;
  readonly librarySectionID: string;
  readonly title: string;
  readonly type: string;
  readonly index?: number | undefined;
  readonly parentIndex?: number | undefined;
  readonly grandparentTitle?: string | undefined;
  /** Epoch seconds. */
  readonly viewedAt: number;
  readonly accountID: number;
}
