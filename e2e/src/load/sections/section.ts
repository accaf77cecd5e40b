import type { Row } from "../figures/row.ts";

/** Something that must not bring a hub down, and how it is tried. */
export interface Section {
  /** Names it on the command line. */
  readonly key: string;
  readonly title: string;
  run(): Promise<readonly Row[]>;
}
