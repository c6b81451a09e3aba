import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Page, PageList, PageRequest } from "./page.ts";
import { paginate } from "./paginate.ts";
import type { PaginateOptions, PaginationProof } from "./paginate.ts";
import { TraktError } from "./trakt-error.ts";

type Headers = Partial<Pick<Page<number>, "limit" | "pageCount" | "itemCount">>;

async function readAll(
  list: PageList<number>,
  options: Partial<PaginateOptions<number>> = {},
): Promise<{ rows: number[]; proof: PaginationProof }> {
  const pages = paginate(list, { key: String, ...options });
  const rows: number[] = [];
  for (;;) {
    const step = await pages.next();
    if (step.done) return { rows, proof: step.value };
    rows.push(...step.value);
  }
}

function serve(
  rows: readonly number[],
  { cap = 250, headers = {}, count = true }: { cap?: number; headers?: Headers; count?: boolean } = {},
) {
  const asked: PageRequest[] = [];
  const list: PageList<number> = (request) => {
    asked.push(request);
    const limit = Math.min(request.limit, cap);
    const counts = count ? { limit, pageCount: Math.ceil(rows.length / limit), itemCount: rows.length } : {};
    const page = rows.slice((request.page - 1) * limit, request.page * limit);
    return Promise.resolve({ rows: page, page: request.page, ...counts, ...headers });
  };
  return { list, asked };
}

function serveScript(...pages: readonly (Omit<Page<number>, "page"> | Error)[]) {
  const asked: number[] = [];
  const list: PageList<number> = ({ page }) => {
    const answer = pages[asked.length];
    asked.push(page);
    if (answer === undefined) return Promise.reject(new Error("the script is over"));
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ ...answer, page });
  };
  return { list, asked };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const counted = (rows: readonly number[], itemCount: number): Omit<Page<number>, "page"> => ({
  rows,
  limit: 2,
  itemCount,
  pageCount: Math.ceil(itemCount / 2),
});
const notFound = new TraktError({ code: "not-found", message: "No.", method: "GET", url: "https://trakt.test/list" });

describe("a list with counts", () => {
  test("is read with exactly as many requests as it has pages", async () => {
    const { list, asked } = serve(upTo(601));
    const { rows, proof } = await readAll(list);
    expect(rows).toEqual(upTo(601));
    expect(proof).toEqual({ rows: 601, itemCount: 601, pages: 3 });
    expect(asked.map(({ page, limit }) => [page, limit])).toEqual([
      [1, 250],
      [2, 250],
      [3, 250],
    ]);
  });

  test.each([0, 1, 250])("of %i rows takes one request", async (count) => {
    const { list, asked } = serve(upTo(count));
    await expect(readAll(list)).resolves.toMatchObject({ proof: { rows: count } });
    expect(asked).toHaveLength(1);
  });

  test("is cut by the limit that was applied, not by the one that was asked for", async () => {
    const { list, asked } = serve(upTo(250), { cap: 100 });
    await expect(readAll(list)).resolves.toMatchObject({ rows: upTo(250) });
    expect(asked).toHaveLength(3);
  });

  test("is read whole when the page count is too low", async () => {
    const { list } = serve(upTo(500), { cap: 100, headers: { pageCount: 2 } });
    await expect(readAll(list)).resolves.toMatchObject({ proof: { rows: 500, pages: 5 } });
  });

  test("is read whole when the page count is too high", async () => {
    const { list } = serve(upTo(150), { cap: 100, headers: { pageCount: 3 } });
    await expect(readAll(list)).resolves.toMatchObject({ proof: { rows: 150, itemCount: 150 } });
  });

  test("is read whole when only the total is told", async () => {
    const list: PageList<number> = ({ page }) =>
      Promise.resolve({ page, rows: upTo(5).slice((page - 1) * 2, page * 2), itemCount: 5 });
    await expect(readAll(list)).resolves.toMatchObject({ rows: upTo(5), proof: { pages: 3 } });
  });

  test.each([
    ["fewer rows than announced", [counted([1, 2], 5), counted([3, 4], 5), counted([], 5)]],
    ["more rows than announced", [{ ...counted([1, 2], 3), pageCount: 2 }, counted([3, 4], 3)]],
    ["a total that is one page short of the page count", [{ ...counted([1, 2], 2), pageCount: 2 }, counted([3], 2)]],
    ["a row twice and one missing", [counted([1, 2], 4), counted([2, 3], 4)]],
    ["the first page again", [counted([1, 2], 4), counted([1, 2], 4)]],
    ["an empty page on the way", [counted([1, 2], 6), counted([], 6), counted([5, 6], 6)]],
    ["a short page on the way", [counted([1, 2], 5), counted([3], 5), counted([5], 5)]],
    ["page 2 missing", [counted([1, 2], 4), notFound]],
    ["nothing where something was announced", [counted([], 4), counted([], 4)]],
  ])("is incomplete: %s", async (_, pages) => {
    const { list } = serveScript(...pages);
    await expect(readAll(list, { limit: 2, concurrency: 1 })).rejects.toMatchObject({ code: "incomplete" });
  });

  test("hands out no row of a list that turns out incomplete", async () => {
    const { list } = serveScript(counted([1, 2], 4), counted([3], 4));
    await expect(paginate(list, { limit: 2, key: String }).next()).rejects.toMatchObject({ code: "incomplete" });
  });

  test("stops at an empty page, however many pages are announced", async () => {
    const { list, asked } = serveScript(counted([1, 2], 1_000_000), counted([], 1_000_000));
    await expect(readAll(list, { limit: 2, concurrency: 1 })).rejects.toMatchObject({ code: "incomplete" });
    expect(asked).toEqual([1, 2]);
  });
});

describe("a total that changes on the way", () => {
  test("makes it walk again, once, and hand out the second walk only", async () => {
    const { list, asked } = serveScript(counted([1, 2], 4), counted([4], 3), counted([1, 2], 3), counted([4], 3));
    await expect(readAll(list, { limit: 2, concurrency: 1 })).resolves.toEqual({
      rows: [1, 2, 4],
      proof: { rows: 3, itemCount: 3, pages: 2 },
    });
    expect(asked).toEqual([1, 2, 1, 2]);
  });

  test("is incomplete when it changes again", async () => {
    const { list, asked } = serveScript(counted([1, 2], 4), counted([4], 3), counted([1, 2], 3), counted([4, 5], 4));
    await expect(readAll(list, { limit: 2, concurrency: 1 })).rejects.toMatchObject({ code: "incomplete" });
    expect(asked).toEqual([1, 2, 1, 2]);
  });
});

describe("a list without counts", () => {
  test("is walked until a page is shorter than the first", async () => {
    const { list, asked } = serve(upTo(250), { cap: 100, count: false });
    await expect(readAll(list)).resolves.toEqual({ rows: upTo(250), proof: { rows: 250, pages: 3 } });
    expect(asked).toHaveLength(3);
  });

  test("is walked until a page is empty when all are full", async () => {
    const { list } = serve(upTo(200), { cap: 100, count: false });
    await expect(readAll(list)).resolves.toMatchObject({ proof: { rows: 200, pages: 3 } });
  });

  test("is never proven by one page with rows", async () => {
    const { list, asked } = serve(upTo(3), { count: false });
    await expect(readAll(list)).resolves.toMatchObject({ rows: upTo(3) });
    expect(asked).toHaveLength(2);
  });

  test("is proven by one page that is shorter than the applied limit, if that is told", async () => {
    const { list, asked } = serve(upTo(3), { count: false, headers: { limit: 250 } });
    await expect(readAll(list)).resolves.toMatchObject({ rows: upTo(3) });
    expect(asked).toHaveLength(1);
  });

  test("is walked to the announced page, short pages or not", async () => {
    const told = { limit: 2, pageCount: 3 };
    const { list } = serveScript({ rows: [1], ...told }, { rows: [2, 3], ...told }, { rows: [4], ...told });
    await expect(readAll(list, { limit: 2 })).resolves.toMatchObject({ rows: [1, 2, 3, 4] });
  });

  test.each([
    ["a service that repeats its page", [{ rows: [1, 2] }, { rows: [1, 2] }]],
    ["page 2 missing", [{ rows: [1, 2] }, notFound]],
    ["an empty page before the announced last", [{ rows: [1, 2], pageCount: 3 }, { rows: [] }]],
  ])("is incomplete: %s", async (_, pages) => {
    const { list } = serveScript(...pages);
    await expect(readAll(list, { limit: 2 })).rejects.toMatchObject({ code: "incomplete" });
  });
});

describe("the pages after the first", () => {
  test("are fetched side by side, so many at a time, and yielded in order", async () => {
    let onTheWay = 0;
    let most = 0;
    const { list } = serve(upTo(100));
    const slow: PageList<number> = async (request) => {
      onTheWay += 1;
      most = Math.max(most, onTheWay);
      // Some pages take more turns than others, so that they arrive in another order than they were asked for.
      for (let turn = request.page % 3; turn >= 0; turn -= 1) await Promise.resolve();
      onTheWay -= 1;
      return list(request);
    };
    await expect(readAll(slow, { limit: 10, concurrency: 3 })).resolves.toMatchObject({ rows: upTo(100) });
    expect(most).toBe(3);
  });

  test("are given up together when one fails", async () => {
    const given: number[] = [];
    const list: PageList<number> = async ({ page, signal }) => {
      if (page === 2) throw new Error("broken");
      const answer = { rows: [page], page, limit: 1, itemCount: 3 };
      if (page === 1) return answer;
      return new Promise((resolve) => {
        signal?.addEventListener("abort", () => {
          given.push(page);
          resolve(answer);
        });
      });
    };
    await expect(readAll(list, { limit: 1 })).rejects.toThrow("broken");
    expect(given).toEqual([3]);
  });

  test("are reported as they arrive", async () => {
    const seen: unknown[] = [];
    const { list } = serve(upTo(3));
    await readAll(list, { limit: 2, onPage: (page) => seen.push(page) });
    expect(seen).toEqual([
      { page: 1, pageCount: 2, itemCount: 3, rows: 2 },
      { page: 2, pageCount: 2, itemCount: 3, rows: 1 },
    ]);
  });

  test("carry the caller's signal", async () => {
    const stop = new AbortController();
    const { list } = serve(upTo(4));
    const stopping: PageList<number> = async (request) => {
      const page = await list(request);
      if (request.page === 2) stop.abort(new Error("enough"));
      request.signal?.throwIfAborted();
      return page;
    };
    await expect(readAll(stopping, { limit: 2, signal: stop.signal })).rejects.toThrow("enough");
  });
});

describe("laws", () => {
  const shape = fc.record({
    count: fc.nat({ max: 300 }),
    limit: fc.integer({ min: 1, max: 60 }),
    cap: fc.integer({ min: 1, max: 40 }),
    concurrency: fc.integer({ min: 1, max: 6 }),
  });

  test("an honest list with counts is read whole, in order, one request a page", async () => {
    await fc.assert(
      fc.asyncProperty(shape, async ({ count, limit, cap, concurrency }) => {
        const { list, asked } = serve(upTo(count), { cap });
        const { rows } = await readAll(list, { limit, concurrency });
        expect(rows).toEqual(upTo(count));
        expect(asked).toHaveLength(Math.max(1, Math.ceil(count / Math.min(limit, cap))));
      }),
    );
  });

  test("an honest list without counts is read whole, in order", async () => {
    await fc.assert(
      fc.asyncProperty(shape, async ({ count, limit, cap }) => {
        const { list } = serve(upTo(count), { cap, count: false });
        await expect(readAll(list, { limit })).resolves.toMatchObject({ rows: upTo(count) });
      }),
    );
  });

  test("a list that loses a row anywhere is never called complete", async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(), async ({ count, limit, cap, concurrency }, lost) => {
        const { list } = serve(upTo(count + 1), { cap });
        const losing: PageList<number> = async (request) => {
          const page = await list(request);
          return { ...page, rows: page.rows.filter((row) => row !== lost % (count + 1)) };
        };
        await expect(readAll(losing, { limit, concurrency })).rejects.toMatchObject({ code: "incomplete" });
      }),
    );
  });

  test("a list that repeats a row in place of another is never called complete", async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(), async ({ count, limit, cap, concurrency }, pick) => {
        const total = count + 2;
        const lost = 1 + (pick % (total - 1));
        const { list } = serve(
          upTo(total).map((row) => (row === lost ? 0 : row)),
          { cap },
        );
        await expect(readAll(list, { limit, concurrency })).rejects.toMatchObject({ code: "incomplete" });
      }),
    );
  });
});
