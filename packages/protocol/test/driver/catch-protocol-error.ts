import { ProtocolError } from "@hos/protocol";
import { caught } from "../caught.ts";

/** What `task` throws, which must be a ProtocolError. */
export function catchProtocolError(task: () => unknown): ProtocolError {
  const error = caught(task);
  if (error instanceof ProtocolError) return error;
  throw new Error("Expected a ProtocolError.", { cause: error });
}
