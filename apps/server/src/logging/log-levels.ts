import { LOG_LEVELS, type LogComponent, type LogLevel } from "./log-level.ts";

/** What is logged: a level, and levels of single components that differ from it. */
export interface LevelSettings {
  readonly level: LogLevel;
  readonly components: Readonly<Partial<Record<LogComponent, LogLevel>>>;
}

/** A change of {@link LevelSettings}: what is not named stays; `null` takes the level of a component back. */
export interface LevelChange {
  readonly level?: LogLevel | undefined;
  readonly components?: Readonly<Partial<Record<LogComponent, LogLevel | null>>> | undefined;
}

/** What a logger asks before it writes. It is the same object as long as the levels live. */
export interface LogGate {
  /** Of the least level that passes, as a place in {@link LOG_LEVELS}. */
  readonly threshold: number;
}

/** The levels of the log. They can be changed while the server runs, until it ends. */
export class LogLevels {
  #settings: LevelSettings;
  readonly #gates = new Map<LogComponent | undefined, { threshold: number }>();

  constructor(settings: LevelSettings) {
    this.#settings = settings;
  }

  get settings(): LevelSettings {
    return this.#settings;
  }

  /** The gate of a component; `undefined` for what belongs to none. */
  gateOf(component: LogComponent | undefined): LogGate {
    const gate = this.#gates.get(component) ?? { threshold: this.#thresholdOf(component) };
    this.#gates.set(component, gate);
    return gate;
  }

  /** Whether lines of a level, which belong to no component, are written. */
  shows(level: LogLevel): boolean {
    return LOG_LEVELS.indexOf(level) >= this.gateOf(undefined).threshold;
  }

  /** Changes levels at once, for every logger that there is. */
  change({ level = this.#settings.level, components = {} }: LevelChange): void {
    const merged = Object.entries({ ...this.#settings.components, ...components });
    this.#settings = { level, components: Object.fromEntries(merged.filter(([, value]) => value !== null)) };
    for (const [component, gate] of this.#gates) gate.threshold = this.#thresholdOf(component);
  }

  #thresholdOf(component: LogComponent | undefined): number {
    const { level, components } = this.#settings;
    return LOG_LEVELS.indexOf((component && components[component]) ?? level);
  }
}
