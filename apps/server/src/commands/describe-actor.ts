import type { Principal } from "@hos/access";
import type { CommandOrigin } from "@hos/protocol/rest";

/** Who asked for something, as the journal keeps it. */
export function describeActor({ name, tokenId, userId }: Principal): NonNullable<CommandOrigin["by"]> {
  return { name, tokenId, ...(userId !== undefined && { userId }) };
}
