import { timingSafeEqual } from "node:crypto";
import { ApiFailure } from "@hos/protocol/rest";
import type { RandomBytes } from "../credentials/random-bytes.ts";
import type { Argon2Cost, Argon2id } from "./argon2id.ts";
import { hasNativeArgon2id, nativeArgon2id } from "./native-argon2id.ts";
import { formatPasswordHash, parsePasswordHash, type PasswordHash } from "./password-hash.ts";
import { wasmArgon2id } from "./wasm-argon2id.ts";
import { WorkQueue } from "./work-queue.ts";

/** More than the least that OWASP asks for (19 MiB, 2 passes). docs/decisions/0013-passwords.md says what it takes. */
export const PASSWORD_COST: Argon2Cost = { memoryKib: 32 * 1024, passes: 3, parallelism: 1 };

/** What a {@link PasswordHasher} is made of. */
export interface PasswordHasherOptions {
  readonly randomBytes: RandomBytes;
  /** @default PASSWORD_COST */
  readonly cost?: Argon2Cost;
  /** @default that of Node where it has it, otherwise that of hash-wasm */
  readonly argon2id?: Argon2id;
}

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Two hashes hold 64 MiB; who waits for more than some seconds on a small machine had better try again. */
const LIMITS = { atOnce: 2, waiting: 32 };
const RETRY_AFTER_S = 5;

/** Hashes passwords with argon2id, a few at once, so that a flood of logins exhausts neither memory nor processors. */
export class PasswordHasher {
  readonly #randomBytes: RandomBytes;
  readonly #cost: Argon2Cost;
  readonly #queue = new WorkQueue(LIMITS);
  #argon2id: Promise<Argon2id> | undefined;

  constructor(options: PasswordHasherOptions) {
    this.#randomBytes = options.randomBytes;
    this.#cost = options.cost ?? PASSWORD_COST;
    if (options.argon2id !== undefined) this.#argon2id = Promise.resolve(options.argon2id);
  }

  /** What is to be stored of a password. @throws {ApiFailure} TOO_MANY_REQUESTS */
  async hash(password: string): Promise<string> {
    const salt = this.#randomBytes(SALT_BYTES);
    const hash = await this.#work(password, { cost: this.#cost, salt, hash: new Uint8Array(HASH_BYTES) });
    return formatPasswordHash({ cost: this.#cost, salt, hash });
  }

  /**
   * Whether it is the password that was hashed. Without a hash it never is, at the same price, so that the time does not
   * tell who exists.
   *
   * @throws {ApiFailure} TOO_MANY_REQUESTS
   */
  async verify(password: string, stored: string | undefined): Promise<boolean> {
    const parsed = stored === undefined ? undefined : parsePasswordHash(stored);
    const target = parsed ?? { cost: this.#cost, salt: new Uint8Array(SALT_BYTES), hash: new Uint8Array(HASH_BYTES) };
    const hash = await this.#work(password, target);
    return timingSafeEqual(hash, target.hash) && parsed !== undefined;
  }

  /** Whether the hash was made at another price than new ones are. */
  isOutdated(stored: string): boolean {
    const cost = parsePasswordHash(stored)?.cost;
    return (
      cost?.memoryKib !== this.#cost.memoryKib ||
      cost.passes !== this.#cost.passes ||
      cost.parallelism !== this.#cost.parallelism
    );
  }

  async #work(password: string, { cost, salt, hash }: PasswordHash): Promise<Uint8Array> {
    const work = this.#queue.run(async () => {
      this.#argon2id ??= chooseArgon2id();
      const argon2id = await this.#argon2id;
      return argon2id({ password: encode(password), salt, cost, sizeBytes: hash.length });
    });
    if (work !== undefined) return work;
    throw new ApiFailure("TOO_MANY_REQUESTS", "Too many passwords are being checked. Try again in some seconds.", {
      retryAfterS: RETRY_AFTER_S,
    });
  }
}

async function chooseArgon2id(): Promise<Argon2id> {
  return (await hasNativeArgon2id()) ? nativeArgon2id : wasmArgon2id;
}

/** Keyboards write the same letter in different ways; NIST SP 800-63B 5.1.1.2 says to even that out. */
function encode(password: string): Uint8Array {
  // hash-wasm takes no empty password. Nobody has one, and it has to cost what others cost.
  return new TextEncoder().encode(password === "" ? "\0" : password.normalize("NFKC"));
}
