import * as fc from "fast-check";

/** One thing that is done to a text or to bytes. `at` is a part of its length, in thousandths. */
export interface TextMutation {
  readonly kind: "cut" | "insert" | "overwrite" | "remove" | "double" | "swap-case";
  readonly at: number;
  readonly text: string;
}

/** @param texts what may be put in besides odd characters. */
export function createTextMutation(texts: readonly string[]): fc.Arbitrary<TextMutation> {
  return fc.record({
    kind: fc.constantFrom(
      "cut" as const,
      "insert" as const,
      "insert" as const,
      "overwrite" as const,
      "remove" as const,
      "double" as const,
      "swap-case" as const,
    ),
    at: fc.nat({ max: 1000 }),
    text: fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "binary", minLength: 1, maxLength: 4 })),
  });
}

/** Does them one after another. */
export function mutateText(text: string, mutations: readonly TextMutation[]): string {
  return mutations.reduce(spoil, text);
}

const SPAN = 8;

function spoil(text: string, { kind, at, text: other }: TextMutation): string {
  const place = Math.floor((text.length * at) / 1000);
  const before = text.slice(0, place);
  switch (kind) {
    case "cut":
      return before;
    case "insert":
      return before + other + text.slice(place);
    case "overwrite":
      return before + other + text.slice(place + other.length);
    case "remove":
      return before + text.slice(place + 1);
    case "double":
      return before + text.slice(place, place + SPAN) + text.slice(place);
    default:
      return before + swapCase(text.slice(place, place + SPAN)) + text.slice(place + SPAN);
  }
}

function swapCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}
