import { describe, expect, it } from "vitest";
import { runFuzz } from "../src/fuzz/fuzz-run.ts";

const SEED = 20_261_124;
const MOST_SECONDS = 100;

describe("a hub that is sent what nobody should send", () => {
  it(
    "answers each with a code and a sentence, tells no secret, and serves others meanwhile",
    { timeout: 180_000 },
    async () => {
      const rounds: string[] = [];
      const { cases, failures } = await runFuzz(
        { seconds: MOST_SECONDS, seed: SEED, only: [] },
        { rounds: 2, casesOfRound: 150, tell: (line) => rounds.push(line) },
      );
      expect(failures).toEqual([]);
      expect([...cases.keys()]).toEqual(["driver-frames", "web-socket-bytes", "rest", "http-bytes", "socket-io"]);
      expect(rounds).not.toEqual([]);
    },
  );
});
