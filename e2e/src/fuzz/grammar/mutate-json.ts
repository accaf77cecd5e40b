import * as fc from "fast-check";
import { hostileName, hostileText } from "./hostile-values.ts";
import { countNodes, type JsonTree, replaceNode, toJsonTree, writeJsonTree } from "./json-tree.ts";

/** One thing that is done to a tree. `at` says to which node; it is counted round and round. */
export type JsonMutation =
  | { readonly kind: "replace"; readonly at: number; readonly text: string }
  | { readonly kind: "drop" | "twice" | "rename"; readonly at: number; readonly member: number; readonly name: string }
  | { readonly kind: "add"; readonly at: number; readonly name: string; readonly text: string }
  | { readonly kind: "reverse" | "wrap-array" | "wrap-object" | "unwrap"; readonly at: number }
  | { readonly kind: "repeat"; readonly at: number; readonly times: number }
  | { readonly kind: "graft"; readonly at: number; readonly from: unknown };

const at = fc.nat({ max: 60 });

/**
 * Mutations of JSON.
 *
 * @param grafts values of other inputs, to be put in the place of a node.
 */
export function createJsonMutation(grafts: readonly unknown[]): fc.Arbitrary<JsonMutation> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("replace" as const), at, text: hostileText }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constantFrom("drop" as const, "twice" as const, "rename" as const),
        at,
        member: fc.nat({ max: 8 }),
        name: hostileName,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("add" as const), at, name: hostileName, text: hostileText }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("reverse" as const, "wrap-array" as const, "wrap-object" as const, "unwrap" as const),
        at,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("repeat" as const), at, times: fc.constantFrom(2, 70, 300, 10_001) }),
    },
    {
      weight: grafts.length === 0 ? 0 : 2,
      arbitrary: fc.record({
        kind: fc.constant("graft" as const),
        at,
        from: grafts.length === 0 ? fc.constant(null) : fc.constantFrom(...grafts),
      }),
    },
  );
}

/** Does them one after another. */
export function mutateJson(tree: JsonTree, mutations: readonly JsonMutation[]): JsonTree {
  return mutations.reduce(
    (spoilt, mutation) => replaceNode(spoilt, mutation.at % countNodes(spoilt), (node) => spoil(node, mutation)),
    tree,
  );
}

/** What is multiplied stays below this, characters. */
const MOST_CHARACTERS = 2 * 1024 * 1024;

function spoil(node: JsonTree, mutation: JsonMutation): JsonTree {
  switch (mutation.kind) {
    case "replace":
      return { kind: "text", text: mutation.text };
    case "graft":
      return toJsonTree(mutation.from);
    case "wrap-array":
      return { kind: "array", items: [node] };
    case "wrap-object":
      return { kind: "object", members: [["data", node]] };
    case "unwrap":
      return firstChildOf(node);
    case "repeat":
      return writeJsonTree(node).length * mutation.times > MOST_CHARACTERS
        ? node
        : { kind: "array", items: Array.from({ length: mutation.times }, () => node) };
    case "reverse":
      return node.kind === "object" ? { ...node, members: node.members.toReversed() } : node;
    default:
      return node.kind === "object" ? { ...node, members: spoilMembers(node.members, mutation) } : node;
  }
}

function firstChildOf(node: JsonTree): JsonTree {
  const first = node.kind === "array" ? node.items[0] : node.kind === "object" ? node.members[0]?.[1] : undefined;
  return first ?? node;
}

type Members = readonly (readonly [string, JsonTree])[];

function spoilMembers(members: Members, mutation: Extract<JsonMutation, { name: string }>): Members {
  if (mutation.kind === "add") return [...members, [mutation.name, { kind: "text", text: mutation.text }]];
  const index = mutation.member % Math.max(members.length, 1);
  return members.flatMap((member, place) => {
    if (place !== index) return [member];
    if (mutation.kind === "drop") return [];
    return mutation.kind === "twice" ? [member, member] : [[mutation.name, member[1]] as const];
  });
}
