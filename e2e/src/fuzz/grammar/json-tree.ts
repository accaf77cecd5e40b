/** JSON that is being spoiled: members keep their order and may be there twice, and a text may be no JSON at all. */
export type JsonTree =
  | { readonly kind: "object"; readonly members: readonly (readonly [string, JsonTree])[] }
  | { readonly kind: "array"; readonly items: readonly JsonTree[] }
  /** Written as it is. */
  | { readonly kind: "text"; readonly text: string };

/** A value of JSON as a tree. */
export function toJsonTree(value: unknown): JsonTree {
  if (Array.isArray(value)) return { kind: "array", items: value.map(toJsonTree) };
  if (typeof value === "object" && value !== null) {
    return { kind: "object", members: Object.entries(value).map(([name, member]) => [name, toJsonTree(member)]) };
  }
  return { kind: "text", text: JSON.stringify(value) ?? "null" };
}

/** A tree as the text that goes over the wire. */
export function writeJsonTree(tree: JsonTree): string {
  switch (tree.kind) {
    case "text":
      return tree.text;
    case "array":
      return `[${tree.items.map(writeJsonTree).join(",")}]`;
    default:
      return `{${tree.members.map(([name, member]) => `${JSON.stringify(name)}:${writeJsonTree(member)}`).join(",")}}`;
  }
}

/** How many nodes a tree has, itself with it. */
export function countNodes(tree: JsonTree): number {
  return childrenOf(tree).reduce((sum, child) => sum + countNodes(child), 1);
}

/** A tree in which the node at a place, counted from the root on and its parents first, became another. */
export function replaceNode(tree: JsonTree, place: number, change: (node: JsonTree) => JsonTree): JsonTree {
  if (place === 0) return change(tree);
  let left = place - 1;
  const visit = (child: JsonTree): JsonTree => {
    const size = countNodes(child);
    const here = left;
    left -= size;
    return here >= 0 && here < size ? replaceNode(child, here, change) : child;
  };
  if (tree.kind === "array") return { ...tree, items: tree.items.map(visit) };
  if (tree.kind === "object") return { ...tree, members: tree.members.map(([name, child]) => [name, visit(child)]) };
  return tree;
}

function childrenOf(tree: JsonTree): readonly JsonTree[] {
  if (tree.kind === "array") return tree.items;
  return tree.kind === "object" ? tree.members.map(([, member]) => member) : [];
}
