import type { Clock } from "@hos/runtime";
import { describeReach } from "../authorization/describe-reach.ts";
import type { Principal } from "../authorization/principal.ts";
import { parseCredential } from "../credentials/credential.ts";
import { hashSecret } from "../credentials/hash-secret.ts";
import { KnownSecrets } from "../credentials/known-secrets.ts";
import type { UserDocument } from "../people/user-document.ts";
import type { AccessStore } from "../store/access-store.ts";
import { createPrincipal } from "./create-principal.ts";
import type { Revocation } from "./revocation.ts";
import { ROOT_PRINCIPAL } from "./root-principal.ts";
import type { TokenDocument } from "./token-document.ts";
import { findEnd } from "./token-life.ts";
import type { UsageLog } from "./usage-log.ts";

/** What a {@link TokenRegistry} is made of. */
export interface TokenRegistryOptions {
  readonly store: AccessStore;
  readonly usage: UsageLog;
  readonly clock: Clock;
  readonly rootToken: string | undefined;
  readonly onRevoked: (revocation: Revocation) => void;
}

interface Entry {
  readonly token: TokenDocument;
  readonly user: UserDocument | undefined;
  readonly principal: Principal;
}

/** The tokens and sessions that are good, ready to be asked at every request. */
export class TokenRegistry {
  readonly #options: TokenRegistryOptions;
  readonly #rootHash: string | undefined;
  readonly #secrets = new KnownSecrets();
  #entries: ReadonlyMap<string, Entry> = new Map();
  /** Tokens that must stop although that could not be written. */
  readonly #stopped = new Set<string>();

  constructor(options: TokenRegistryOptions) {
    this.#options = options;
    this.#rootHash = options.rootToken === undefined ? undefined : hashSecret(options.rootToken);
  }

  /** Whose credential it is; `undefined` where it is not good. */
  authenticate(credential: string): Principal | undefined {
    const parsed = parseCredential(credential);
    const entry = parsed === undefined ? undefined : this.#entries.get(parsed.id);
    if (parsed === undefined || entry === undefined) return this.#asRoot(credential);
    if (parsed.kind !== entry.token.kind || !this.#secrets.matches(parsed.secret, entry.token.hash)) return undefined;
    if (this.#hasEnded(entry.token)) return undefined;
    this.#options.usage.note(parsed.id);
    return entry.principal;
  }

  /** Whom a token stands for now; `undefined` where it is not good any more. */
  find(tokenId: string): Principal | undefined {
    if (tokenId === ROOT_PRINCIPAL.tokenId) return this.#rootHash === undefined ? undefined : ROOT_PRINCIPAL;
    const entry = this.#entries.get(tokenId);
    return entry === undefined || this.#hasEnded(entry.token) ? undefined : entry.principal;
  }

  /** When the next token or session ends by itself; `Infinity` where none does. */
  get nextEnd(): number {
    const ends = [...this.#entries.values()].map(({ token }) => this.endOf(token));
    return ends.reduce((first, end) => Math.min(first, end), Number.POSITIVE_INFINITY);
  }

  /** When a token ends by itself. */
  endOf(token: TokenDocument): number {
    return findEnd(token, this.#options.usage.lastUsedAt(token.id));
  }

  /** A token must stop now, and until the next start where it is still stored then. */
  stop(tokenId: string): void {
    this.#stopped.add(tokenId);
    this.refresh();
  }

  /** Takes over what is stored and the time it is, and tells what stopped or reaches differently. */
  refresh(): void {
    const { store, usage, onRevoked } = this.#options;
    const before = this.#entries;
    const entries = store.tokens.list().flatMap((token) => this.#admit(token, before.get(token.id)));
    this.#entries = new Map(entries.map((entry) => [entry.token.id, entry]));
    const ended = [...before.keys()].filter((id) => !this.#entries.has(id));
    const changed = [...before].filter(([id, { principal }]) => {
      const now = this.#entries.get(id)?.principal;
      return now !== undefined && now !== principal;
    });
    usage.prune();
    if (ended.length > 0) onRevoked({ tokenIds: new Set(ended), reason: "ended" });
    if (changed.length > 0) onRevoked({ tokenIds: new Set(changed.map(([id]) => id)), reason: "changed" });
  }

  /** The entry of a token that is good; the principal stays the same object where it says the same. */
  #admit(token: TokenDocument, known: Entry | undefined): readonly Entry[] {
    if (this.#hasEnded(token) || this.#stopped.has(token.id)) return [];
    const user = token.userId === null ? undefined : this.#options.store.users.get(token.userId);
    if (known !== undefined && known.token === token && known.user === user) return [known];
    const principal = createPrincipal(token, user);
    if (principal === undefined) return [];
    const same = known !== undefined && saysTheSame(known.principal, principal);
    return [{ token, user, principal: same ? known.principal : principal }];
  }

  #hasEnded(token: TokenDocument): boolean {
    return this.endOf(token) <= this.#options.clock.now();
  }

  #asRoot(credential: string): Principal | undefined {
    if (this.#rootHash === undefined) return undefined;
    return this.#secrets.matches(credential, this.#rootHash) ? ROOT_PRINCIPAL : undefined;
  }
}

function saysTheSame(one: Principal, other: Principal): boolean {
  return one.name === other.name && describeReach(one) === describeReach(other);
}
