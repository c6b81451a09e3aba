/** Which of the numbers 0 to size - 1 belong together. It has state: `join` changes what `find` says. */
export interface UnionFind {
  /** The number that stands for the group of `node`. */
  readonly find: (node: number) => number;
  readonly join: (first: number, second: number) => void;
}

/** Every number alone. The smallest number of a group stands for it. */
export function createUnionFind(size: number): UnionFind {
  const parent = new Int32Array(size);
  for (let node = 0; node < size; node++) parent[node] = node;
  const above = (node: number): number => parent[node] ?? node;

  function find(node: number): number {
    let root = node;
    while (above(root) !== root) root = above(root);
    let step = node;
    while (step !== root) {
      const next = above(step);
      parent[step] = root;
      step = next;
    }
    return root;
  }

  function join(first: number, second: number): void {
    const [a, b] = [find(first), find(second)];
    parent[Math.max(a, b)] = Math.min(a, b);
  }

  return { find, join };
}
