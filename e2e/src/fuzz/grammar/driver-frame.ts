import { driverFrames, fixtureText } from "@hos/protocol/fixtures";
import * as fc from "fast-check";
import { type JsonTree, toJsonTree, writeJsonTree } from "./json-tree.ts";
import { createJsonMutation, type JsonMutation, mutateJson } from "./mutate-json.ts";
import { createTextMutation, mutateText, type TextMutation } from "./mutate-text.ts";

/** What a driver sends at once. */
export interface WireFrame {
  readonly text: string;
  readonly binary: boolean;
}

const SOURCES: readonly JsonTree[] = driverFrames.map((fixture) => readSource(fixtureText(fixture)));
const GRAFTS = driverFrames.flatMap(({ frame }) => (frame === undefined ? [] : [frame]));
const TEXTS = ["{", "}", "[", "]", ",", ":", '"', "\\", "\\u", "null", "1e999", "\u0000", "\ufeff", "\n", "{}", "/**/"];

/** Golden frames that are more or less spoilt, whatever JSON, and whatever text. */
export const driverFrame: fc.Arbitrary<WireFrame> = fc
  .record({
    text: fc.oneof(
      {
        weight: 12,
        arbitrary: fc
          .record({
            source: fc.constantFrom(...SOURCES),
            mutations: fc.array(createJsonMutation(GRAFTS), { maxLength: 4 }),
            texts: fc.oneof(
              { weight: 5, arbitrary: fc.constant<TextMutation[]>([]) },
              { weight: 1, arbitrary: fc.array(createTextMutation(TEXTS), { minLength: 1, maxLength: 3 }) },
            ),
          })
          .map(write),
      },
      { weight: 1, arbitrary: fc.json() },
      { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    ),
    binary: fc.integer({ min: 0, max: 19 }).map((chance) => chance === 19),
  })
  // fast-check gives objects without a prototype now and then.
  .map(({ text, binary }) => ({ text, binary }));

function write({
  source,
  mutations,
  texts,
}: {
  readonly source: JsonTree;
  readonly mutations: readonly JsonMutation[];
  readonly texts: readonly TextMutation[];
}): string {
  return mutateText(writeJsonTree(mutateJson(source, mutations)), texts);
}

function readSource(text: string): JsonTree {
  try {
    return toJsonTree(JSON.parse(text));
  } catch {
    return { kind: "text", text };
  }
}
