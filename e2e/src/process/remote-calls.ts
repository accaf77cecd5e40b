/** What a process can be asked: one input, one answer, both as JSON. */
export type RemoteCalls<Calls> = { [Name in keyof Calls]: (input: never) => unknown };

/** A question to a process. */
export interface RemoteRequest {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

/** What a process says: the answer to a question, or something that happened. */
export type RemoteMessage =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly happened: unknown };
