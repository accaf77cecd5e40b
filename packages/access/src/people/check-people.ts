import { ApiFailure } from "@hos/protocol/rest";
import { toUsernameKey } from "./normalise-username.ts";
import type { UserDocument } from "./user-document.ts";

/**
 * Refuses a person who cannot stand among the others: every name is one person's, there is always an admin who can log
 * in, and only guests are confined.
 *
 * @param next the person as added or changed.
 * @throws {ApiFailure} CONFLICT, INVALID_REQUEST
 */
export function checkPeople(people: readonly UserDocument[], next: UserDocument): void {
  const others = people.filter(({ id }) => id !== next.id);
  const key = toUsernameKey(next.username);
  if (others.some((other) => toUsernameKey(other.username) === key)) {
    throw new ApiFailure("CONFLICT", `The user name ${JSON.stringify(next.username)} is taken.`);
  }
  if (![...others, next].some((person) => person.role === "admin" && !person.disabled)) {
    throw new ApiFailure("CONFLICT", "There must be an admin who can log in. Make somebody else an admin first.");
  }
  if (next.role !== "guest" && (next.spaceIds !== undefined || next.deviceIds !== undefined)) {
    const message = "Only guests can be confined to spaces or devices; null takes a confinement away.";
    throw new ApiFailure("INVALID_REQUEST", message, { details: [message] });
  }
}
