import { createSecretText } from "./create-secret-text.ts";
import { hashSecret } from "./hash-secret.ts";
import type { RandomBytes } from "./random-bytes.ts";

/** What a credential is for: a token made on purpose, a login, a driver. */
export type CredentialKind = "api" | "session" | "driver";

/** A credential taken apart. */
export interface Credential {
  readonly kind: CredentialKind;
  /** Names it; no secret. */
  readonly id: string;
  readonly secret: string;
}

/** A new credential: `text` is for its holder, once; `hash` is what is stored. */
export interface NewCredential {
  readonly text: string;
  readonly hash: string;
}

const PREFIX = { api: "hos", session: "hoss", driver: "hosd" } as const satisfies Record<CredentialKind, string>;
const KINDS = new Map<string, CredentialKind>([
  [PREFIX.api, "api"],
  [PREFIX.session, "session"],
  [PREFIX.driver, "driver"],
]);
/** 40 characters of 4.85 bits: 194 bits. */
const SECRET_LENGTH = 40;
const CREDENTIAL_MAX = 512;

/**
 * Makes `hos_<id>_<secret>`; sessions begin with `hoss`, drivers with `hosd`, so that a scanner for leaked secrets can
 * tell them.
 *
 * @param id of letters, digits, `-`, `:` and `_`.
 */
export function createCredential(kind: CredentialKind, id: string, randomBytes: RandomBytes): NewCredential {
  const secret = createSecretText(SECRET_LENGTH, randomBytes);
  return { text: `${PREFIX[kind]}_${id}_${secret}`, hash: hashSecret(secret) };
}

/** Takes a credential apart; `undefined` where the text has not the form of one. Whether it is good is another matter. */
export function parseCredential(text: string): Credential | undefined {
  if (text.length > CREDENTIAL_MAX) return undefined;
  const first = text.indexOf("_");
  const last = text.lastIndexOf("_");
  const kind = KINDS.get(text.slice(0, Math.max(first, 0)));
  const id = text.slice(first + 1, last);
  const secret = text.slice(last + 1);
  if (kind === undefined || id === "" || first === last || secret === "") return undefined;
  return { kind, id, secret };
}
