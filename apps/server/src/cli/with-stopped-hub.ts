import { isStorageError } from "@hos/storage";
import { CliFault } from "./cli-fault.ts";

/**
 * Does what needs the data folder for itself.
 *
 * @param otherwise a sentence, with a space before it, on what a running hub allows.
 * @throws {CliFault} when a hub runs on it.
 */
export async function withStoppedHub<Result>(
  folder: string,
  action: () => Promise<Result>,
  otherwise = "",
): Promise<Result> {
  try {
    return await action();
  } catch (fault) {
    if (!isStorageError(fault) || fault.code !== "LOCKED") throw fault;
    throw new CliFault(`A hub runs on ${folder}; stop it, do this again, and start it.${otherwise}`);
  }
}
