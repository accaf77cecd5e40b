import type { TestRunner } from "@hos/state-store/testing";

/** Opens one store. Opened again after `close()`, it holds what was written. */
export type Open<Store> = () => Store | Promise<Store>;

/** A behaviour of a contract as a test. */
export interface Case<Store> {
  readonly name: string;
  readonly run: (open: Open<Store>) => Promise<void>;
}

/** A suite that an implementation passes. */
export interface Suite<Store> {
  /** What it is the contract of, and the implementation. */
  readonly title: string;
  readonly cases: readonly Case<Store>[];
  /** Makes a new empty store for each test and returns what opens it. */
  readonly create: () => Open<Store> | Promise<Open<Store>>;
}

/** Defines the tests of a suite with a runner. */
export function defineSuite<Store>({ title, cases, create }: Suite<Store>, runner: TestRunner): void {
  runner.describe(title, () => {
    for (const { name, run } of cases) runner.it(name, async () => run(await create()));
  });
}

/** A test on one store, which is closed afterwards. */
export function withStore<Store extends { close(): Promise<void> }>(
  run: (store: Store) => Promise<void>,
): Case<Store>["run"] {
  return async (open) => {
    const store = await open();
    try {
      await run(store);
    } finally {
      await store.close();
    }
  };
}
