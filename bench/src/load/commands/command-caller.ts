/** One device after the other is told to do something. */
export interface CommandCaller {
  /** Sends a command and waits for the answer. @returns whether it was carried out. */
  call(device: string, brightness: number): Promise<boolean>;
  close(): void;
}

/** The body of a command. */
export function commandBody(brightness: number): { command: string; payload: object } {
  return { command: "set_brightness", payload: { brightness } };
}
