import { ApiFailure } from "@hos/protocol/rest";

const MAX_LENGTH = 64;
const CONTROL = /\p{C}/u;

/** What two spellings of a user name have in common: by it people are found and kept apart. */
export function toUsernameKey(username: string): string {
  return username.normalize("NFKC").trim().toLowerCase().normalize("NFKC").slice(0, MAX_LENGTH);
}

/** A user name as it is stored. @throws {ApiFailure} INVALID_REQUEST */
export function normaliseUsername(username: string): string {
  const normal = username.normalize("NFKC").trim();
  if (normal === "" || normal.length > MAX_LENGTH || CONTROL.test(normal)) {
    const message = `The user name must have 1 to ${MAX_LENGTH} characters, none of them invisible.`;
    throw new ApiFailure("INVALID_REQUEST", message, { details: [message] });
  }
  return normal;
}
