import type { UpdateUser } from "@hos/protocol/rest";
import { normaliseUsername } from "./normalise-username.ts";
import type { UserDocument } from "./user-document.ts";

/** A person as changed; members that the request does not name stay, `null` takes a confinement away. */
export function applyUserUpdate(
  { spaceIds, deviceIds, ...user }: UserDocument,
  request: UpdateUser,
  passwordHash: string | undefined,
): UserDocument {
  const spaces = request.spaceIds === undefined ? spaceIds : (request.spaceIds ?? undefined);
  const devices = request.deviceIds === undefined ? deviceIds : (request.deviceIds ?? undefined);
  return {
    ...user,
    ...(request.username !== undefined && { username: normaliseUsername(request.username) }),
    ...(request.role !== undefined && { role: request.role }),
    ...(request.disabled !== undefined && { disabled: request.disabled }),
    ...(passwordHash !== undefined && { passwordHash }),
    ...(spaces !== undefined && { spaceIds: spaces }),
    ...(devices !== undefined && { deviceIds: devices }),
  };
}
