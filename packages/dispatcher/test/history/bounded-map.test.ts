import { describe, expect, it } from "vitest";
import { BoundedMap } from "../../src/history/bounded-map.ts";

function keysOf(map: BoundedMap<number>): readonly string[] {
  return Array.from(map.entries(), ([key]) => key);
}

describe("BoundedMap", () => {
  it("forgets the oldest when there are too many", () => {
    const map = new BoundedMap<number>({ entries: 2 });
    for (const key of ["a", "b", "c"]) map.add(key, 1, 1);
    expect(keysOf(map)).toEqual(["b", "c"]);
    expect(map.get("a")).toBeUndefined();
    expect(map.get("c")).toBe(1);
  });

  it("forgets as many of the oldest as a large one needs room", () => {
    const map = new BoundedMap<number>({ entries: 9, characters: 100 });
    for (const key of ["a", "b", "c"]) map.add(key, 1, 30);
    map.add("d", 1, 60);
    expect(keysOf(map)).toEqual(["c", "d"]);
  });

  it("keeps the newest, however large it is", () => {
    const map = new BoundedMap<number>({ entries: 9, characters: 100 });
    map.add("a", 1, 30);
    map.add("b", 1, 500);
    expect(keysOf(map)).toEqual(["b"]);
  });

  it("counts what grew afterwards, and gives back the room of what is deleted", () => {
    const map = new BoundedMap<number>({ entries: 9, characters: 100 });
    for (const key of ["a", "b", "c"]) map.add(key, 1, 30);
    map.resize("b", 60);
    expect(keysOf(map)).toEqual(["b", "c"]);
    map.delete("b");
    map.resize("gone", 500);
    map.add("d", 1, 70);
    expect(keysOf(map)).toEqual(["c", "d"]);
  });

  it("goes on forgetting the oldest through any number of additions and deletions", () => {
    const map = new BoundedMap<number>({ entries: 3 });
    let expected: string[] = [];
    for (let index = 0; index < 500; index += 1) {
      if (index % 7 === 0) {
        const [first = ""] = expected.splice(index % 3, 1);
        map.delete(first);
      }
      if (index % 50 === 0) for (const key of expected.splice(0)) map.delete(key);
      map.add(String(index), index, 1);
      expected = [...expected, String(index)].slice(-3);
      expect(keysOf(map)).toEqual(expected);
    }
  });
});
