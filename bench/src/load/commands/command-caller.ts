/** One device after the other is told to do something. */
export interface CommandCaller {
  /** Sends a command and waits for the answer. @returns whether it was carried out. */
  call(device: string, brightness: number): Promise<boolean>;
  close(): void;
}

/** The command as drivers describe it. It says of no state that confirms it, so that its result is the end of it. */
export const COMMAND = {
  key: "set_brightness",
  payloadSchema: {
    type: "object",
    properties: { brightness: { type: "integer", minimum: 0, maximum: 100 } },
    required: ["brightness"],
  },
};

/** The body of a command. */
export function commandBody(brightness: number): { command: string; payload: object } {
  return { command: COMMAND.key, payload: { brightness } };
}
