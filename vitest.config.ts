import { defineConfig } from "vitest/config";

const conditions = ["@hos/source", "module", "node", "development|production"];
const resolve = { conditions };
const ssr = { resolve: { conditions, externalConditions: ["@hos/source", "node"] } };

export default defineConfig({
  resolve,
  ssr,
  test: {
    // A test that hangs has to end; how long one takes on a busy machine says nothing of it.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{packages,apps,examples}/*/test/**/*.test.ts", "bench/test/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["**/*.contract.test.ts", "apps/headless/test/image.test.ts", "**/node_modules/**"],
        },
      },
      {
        extends: true,
        test: { name: "contract", include: ["{packages,apps}/*/test/**/*.contract.test.ts"] },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["e2e/test/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
