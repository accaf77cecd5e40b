import { type DriverGateOptions, DriverGate, type DriverVerdict } from "@hos/access";
import { type LogFields, type Logger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { ConfigStore, type DocumentPersistence, MemoryDocumentPersistence } from "@hos/storage";

export const LAMPS = { driverKey: "LAMPS", instanceId: "lamps-1" };
export const BLINDS = { driverKey: "BLINDS", instanceId: "blinds-1" };
/** Of the network of the home. */
export const AWAY = "192.168.1.20";

export interface TestGate {
  readonly gate: DriverGate;
  readonly clock: ManualClock;
  readonly persistence: DocumentPersistence;
  /** What the hub was told, in words. */
  readonly told: string[];
  /** The tokens that the hub was told to hand out. */
  readonly tokens: string[];
  /** All that was logged, as JSON. */
  readonly lines: string[];
  /** Asks to be let in. */
  readonly ask: (about?: Partial<Parameters<DriverGate["admit"]>[0]>) => DriverVerdict;
  /** Asks to be let in from the network and gives the code. */
  readonly askForCode: (driver?: typeof LAMPS) => string;
  /** Pairs from the network and gives the token. */
  readonly pair: (driver?: typeof LAMPS) => Promise<string>;
  /** What the hub does from now on when it is to hand a token out. */
  deliver: boolean;
}

/** A started gate over memory. Its codes count up from 100001. */
export async function createGate(
  options: Partial<DriverGateOptions> & { readonly persistence?: DocumentPersistence } = {},
): Promise<TestGate> {
  const { persistence = new MemoryDocumentPersistence(), ...rest } = options;
  const clock = new ManualClock();
  const lines: string[] = [];
  const write = (message: string, fields?: LogFields) => void lines.push(JSON.stringify({ message, ...fields }));
  const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
  const config = new ConfigStore({ persistence, logger });
  await config.start();
  let codes = 100_000;
  const gate = new DriverGate({ config, clock, logger, createCode: () => String((codes += 1)), ...rest });
  const told: string[] = [];
  const tokens: string[] = [];
  const test: TestGate = {
    gate,
    clock,
    persistence,
    told,
    tokens,
    lines,
    deliver: true,
    ask: (about = {}) => gate.admit({ driver: LAMPS, token: undefined, address: AWAY, name: undefined, ...about }),
    askForCode: (driver = LAMPS) => {
      const verdict = test.ask({ driver });
      if (verdict.type !== "pairing") throw new Error(`It was ${verdict.type}.`);
      return verdict.code;
    },
    pair: async (driver = LAMPS) => {
      await gate.approve(driver, test.askForCode(driver), "owner");
      return tokens.at(-1) ?? "";
    },
  };
  gate.start();
  gate.attach({
    paired: ({ driver, code, token }) => {
      told.push(`paired ${driver.instanceId} ${code}`);
      tokens.push(token);
      if (test.deliver) gate.waitingEnded(driver, code);
      return test.deliver;
    },
    expel: (driver, reason) => void told.push(`expel ${driver.instanceId}: ${reason}`),
    endWaiting: (driver) => void told.push(`endWaiting ${driver.instanceId}`),
  });
  return test;
}
