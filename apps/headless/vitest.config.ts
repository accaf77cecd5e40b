import { defineConfig } from "vitest/config";

const conditions = ["@hos/source", "module", "node", "development|production"];

/** `pnpm test:image`: builds the image and runs it, which takes minutes and needs a container engine. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["@hos/source", "node"] } },
  test: {
    include: ["test/image.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 600_000,
    // One container at a time, in the order of the file.
    fileParallelism: false,
    bail: 1,
  },
});
