/** What a FETCH names of an object, by level: `ALLLEDGERENTRIES.LEDGERNAME` is a field of a list. */
export interface FetchTree {
  /** `*`, or a list named without a dot: everything in it. */
  isWhole: boolean;
  readonly names: Set<string>;
  readonly lists: Map<string, FetchTree>;
}

export function makeFetchTree(isWhole = false): FetchTree {
  return { isWhole, names: new Set(), lists: new Map() };
}

export function readFetchTree(paths: readonly string[]): FetchTree {
  const root = makeFetchTree();
  for (const path of paths) {
    const parts = path.split(".");
    const last = parts.pop() ?? "";
    let at = root;
    for (const part of parts) {
      let next = at.lists.get(part);
      if (next === undefined) {
        next = makeFetchTree();
        at.lists.set(part, next);
      }
      at = next;
    }
    if (last === "*") at.isWhole = true;
    else at.names.add(last);
  }
  return root;
}

/** The tree below a list of the object; undefined when the list was not asked for. */
export function subTree(tree: FetchTree, list: string): FetchTree | undefined {
  if (tree.isWhole || tree.names.has(list)) return makeFetchTree(true);
  return tree.lists.get(list);
}
