import type { StorageErrorCode } from "../../storage-error.ts";
import type { StorageHost } from "./storage-host.ts";

/** What the worker can be asked: the methods of the {@link StorageHost}. */
export type StorageMethod = Exclude<keyof StorageHost, "file" | "readOnly">;

/** Asks the worker for something. */
export interface WorkerCall {
  /** Of the answer; `undefined` where none is wanted. */
  readonly id: number | undefined;
  readonly method: StorageMethod;
  readonly args: readonly unknown[];
}

/** A fault as it crosses threads: classes do not. */
export interface WorkerFault {
  readonly code: StorageErrorCode;
  readonly message: string;
  readonly cause: unknown;
}

/** What the worker answers. */
export type WorkerAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown; readonly readOnly: boolean }
  | { readonly id: number; readonly ok: false; readonly fault: WorkerFault };
