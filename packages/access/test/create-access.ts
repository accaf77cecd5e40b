import { AccessControl, type AccessControlOptions, type Revocation } from "@hos/access";
import type { Logger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { ConfigStore, type DocumentPersistence, MemoryDocumentPersistence } from "@hos/storage";

/** The least that argon2 can do, so that tests are quick. */
export const CHEAP = { memoryKib: 8, passes: 1, parallelism: 1 };
export const OWNER = { username: "Owner", password: "correct horse battery" };

export interface TestHome {
  readonly access: AccessControl;
  readonly config: ConfigStore;
  readonly clock: ManualClock;
  readonly persistence: DocumentPersistence;
  readonly revocations: Revocation[];
  readonly codes: string[];
  readonly lines: string[];
}

/** Started access control over memory; what a test does not name is as in a home that is new. */
export async function createHome(
  options: Partial<AccessControlOptions> & { readonly persistence?: DocumentPersistence } = {},
): Promise<TestHome> {
  const { persistence = new MemoryDocumentPersistence(), ...rest } = options;
  const clock = new ManualClock();
  const lines: string[] = [];
  const logger = createRecorder(lines);
  const config = new ConfigStore({ persistence, logger });
  await config.start();
  const access = new AccessControl({ config, clock, logger, passwordCost: CHEAP, ...rest });
  const revocations: Revocation[] = [];
  const codes: string[] = [];
  access.onRevoked((revocation) => revocations.push(revocation));
  access.onSetupCode((code) => codes.push(code));
  await access.start();
  return { access, config, clock, persistence, revocations, codes, lines };
}

/** A home with its owner, who is logged in. */
export async function createSetUpHome(options: Parameters<typeof createHome>[0] = {}) {
  const home = await createHome(options);
  const [code = ""] = home.codes;
  const answer = await home.access.setUp({ code, ...OWNER }, "192.168.1.2");
  const owner = home.access.authenticate(answer.token);
  if (owner === undefined) throw new Error("The owner's session is not good.");
  return { ...home, owner, ownerToken: answer.token, ownerId: answer.user.id };
}

function createRecorder(lines: string[]): Logger {
  const write = (message: string, fields?: object) =>
    void lines.push(
      `${message} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? `${value.name} ${value.message}` : value))}`,
    );
  return { debug: write, info: write, warn: write, error: write, child: () => createRecorder(lines) };
}
