import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Page, PageList, PageRequest } from "./page.ts";
import { paginate } from "./paginate.ts";
import type { PageProgress, PaginateOptions, PaginationProof } from "./paginate.ts";

interface Listing {
  readonly list: PageList<number>;
  readonly asked: PageRequest[];
}

/** A list of `total` numbers, as a server with a cap of `cap` rows a page; `corrupt` changes answers by their number from 1. */
function listing(
  total: number,
  options: { cap?: number; corrupt?: (page: Page<number>, count: number) => Page<number> } = {},
): Listing {
  const { cap = Infinity, corrupt = (page) => page } = options;
  const asked: PageRequest[] = [];
  const all = Array.from({ length: total }, (_, index) => index);
  return {
    asked,
    list: (request) => {
      asked.push(request);
      const { start, size } = request;
      const rows = all.slice(start, start + Math.min(size, cap));
      return Promise.resolve(corrupt({ rows, start, totalSize: total }, asked.length));
    },
  };
}

async function walk(
  list: PageList<number>,
  options: Partial<PaginateOptions<number>> = {},
): Promise<{ rows: number[]; proof: PaginationProof }> {
  const pages = paginate(list, { size: 10, key: String, ...options });
  const rows: number[] = [];
  for (;;) {
    const next = await pages.next();
    if (next.done === true) return { rows, proof: next.value };
    rows.push(...next.value);
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

describe("paginate", () => {
  it("gives all rows in order, in as many requests as pages, for any size, total and concurrency", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (total, size, concurrency) => {
          const { list, asked } = listing(total);

          const { rows, proof } = await walk(list, { size, concurrency });

          expect(rows).toEqual(numbers(total));
          expect(proof).toEqual({ rows: total, totalSize: total });
          expect(asked).toHaveLength(Math.max(1, Math.ceil(total / size)));
        },
      ),
    );
  });

  it("gives all rows of a server with a cap of its own, in as many requests as capped pages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 200 }), fc.integer({ min: 1, max: 30 }), async (total, cap) => {
        const { list, asked } = listing(total, { cap });

        const { rows } = await walk(list, { size: 50 });

        expect(rows).toEqual(numbers(total));
        expect(asked).toHaveLength(Math.max(1, Math.ceil(total / Math.min(cap, 50))));
      }),
    );
  });

  it("either gives all rows or throws, whatever rows are lost on the way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 9 }), { minLength: 8, maxLength: 8 }), async (kept) => {
        const { list } = listing(40, {
          corrupt: (page, count) => ({ ...page, rows: page.rows.slice(0, kept[count - 1] ?? 10) }),
        });

        const outcome = await walk(list, { concurrency: 1 }).then(({ rows }) => rows, toCode);

        expect([numbers(40), { code: "incomplete" }]).toContainEqual(outcome);
      }),
    );
  });

  it("advances by the rows received when a page in the middle is short", async () => {
    const { list, asked } = listing(40, {
      corrupt: (page, count) => (count === 2 ? { ...page, rows: page.rows.slice(0, 4) } : page),
    });

    const { rows } = await walk(list, { concurrency: 1 });

    expect(rows).toEqual(numbers(40));
    expect(asked.map(({ start }) => start)).toEqual([0, 10, 14, 24, 34]);
  });

  it("fetches pages after the first side by side, no more than allowed", async () => {
    let inFlight = 0;
    const most: number[] = [];
    const { list } = listing(60);
    const slow: PageList<number> = async (request) => {
      inFlight += 1;
      most.push(inFlight);
      // A few turns, so that every page that is asked for at once is on its way before the first arrives.
      for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
      inFlight -= 1;
      return list(request);
    };

    await walk(slow, { concurrency: 2 });

    expect(Math.max(...most)).toBe(2);
  });

  it("walks a second time when the total changes on the way, and gives what was missed", async () => {
    const { list, asked } = listing(30, {
      corrupt: (page, count) => (count === 2 ? { ...page, totalSize: 31 } : page),
    });

    const { rows, proof } = await walk(list, { concurrency: 1 });

    expect(rows).toEqual(numbers(30));
    expect(proof).toEqual({ rows: 30, totalSize: 30 });
    expect(asked.map(({ start }) => start)).toEqual([0, 10, 0, 10, 20]);
  });

  it("walks a second time when rows repeat because the list moved", async () => {
    const { list } = listing(30, {
      corrupt: (page, count) => (count === 2 ? { ...page, rows: [9, ...page.rows.slice(0, 9)] } : page),
    });

    const { rows } = await walk(list, { concurrency: 1 });

    expect(rows.toSorted((a, b) => a - b)).toEqual(numbers(30));
  });

  it.each([
    ["the total keeps changing", (page: Page<number>, count: number) => ({ ...page, totalSize: 30 + count }), "total"],
    ["page two is empty", (page: Page<number>) => (page.start === 10 ? { ...page, rows: [] } : page), "10 of 30"],
    [
      "the first page comes again and again",
      (page: Page<number>) => ({ ...page, rows: numbers(10), start: 0 }),
      "at 0 came",
    ],
    [
      "pages repeat behind a false start",
      (page: Page<number>) => ({ ...page, rows: numbers(10) }),
      "10 different rows",
    ],
    ["fewer rows came than announced", (page: Page<number>) => ({ ...page, totalSize: 31 }), "30 of 31"],
    ["more rows came than announced", (page: Page<number>) => ({ ...page, totalSize: 5 }), "5 were announced"],
  ] as const)("throws incomplete when %s", async (_, corrupt, words) => {
    const { list } = listing(30, { corrupt });

    await expect(walk(list, { concurrency: 1 })).rejects.toMatchObject({
      code: "incomplete",
      message: expect.stringContaining(words),
    });
  });

  it("without a total walks until a page is empty, and asks no further", async () => {
    const { list, asked } = listing(25, { corrupt: ({ rows, start }) => ({ rows, start }) });

    const { rows, proof } = await walk(list);

    expect(rows).toEqual(numbers(25));
    expect(proof).toEqual({ rows: 25, totalSize: undefined });
    expect(asked.map(({ start }) => start)).toEqual([0, 10, 20, 25]);
  });

  it("counts rows that hold nothing for the place in the list", async () => {
    const { list, asked } = listing(20, {
      corrupt: (page) => ({ ...page, rows: page.rows.slice(1), emptyRows: 1 }),
    });

    const { rows, proof } = await walk(list, { concurrency: 1 });

    expect(rows).toHaveLength(18);
    expect(proof).toEqual({ rows: 20, totalSize: 20 });
    expect(asked).toHaveLength(2);
  });

  it("tells of each page in order, and of a filter that the server ignores", async () => {
    const { list } = listing(15, { corrupt: (page) => ({ ...page, filterHonoured: page.start === 0 }) });
    const told: PageProgress[] = [];

    await walk(list, { onPage: (progress) => told.push(progress) });

    expect(told).toEqual([
      { start: 0, rows: 10, totalSize: 15, filterHonoured: true },
      { start: 10, rows: 5, totalSize: 15, filterHonoured: false },
    ]);
  });

  it("aborts the pages in flight when the reader leaves", async () => {
    const { list, asked } = listing(50);
    const pages = paginate(list, { size: 10, key: String });

    await pages.next();
    await pages.return({ rows: 0 });

    expect(asked[0]?.signal?.aborted).toBe(true);
  });

  it("hands the caller's abort to the pages", async () => {
    const stop = new AbortController();
    const { list, asked } = listing(50);
    const pages = paginate(list, { size: 10, key: String, signal: stop.signal });

    await pages.next();
    stop.abort();

    expect(asked[0]?.signal?.aborted).toBe(true);
  });

  it("passes on the error of a page, and leaves no other failure unhandled", async () => {
    const { list } = listing(50);
    const broken: PageList<number> = (request) =>
      request.start === 0 ? list(request) : Promise.reject(new Error(`page ${request.start}`));

    await expect(walk(broken, { concurrency: 3 })).rejects.toThrow("page 10");
  });

  it("refuses pages of no rows", async () => {
    await expect(walk(listing(5).list, { size: 0 })).rejects.toMatchObject({ code: "invalid-request" });
  });
});

function toCode(error: unknown): { code: unknown } {
  return { code: typeof error === "object" && error !== null && "code" in error ? error.code : undefined };
}
