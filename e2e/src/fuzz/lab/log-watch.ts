/** Something that a hub under test must not have done. */
export interface Finding {
  readonly what: string;
  readonly line: string;
}

const ERROR_LEVEL = 50;
/** Of Node itself, where a line is no JSON. */
const NODE_FAULT = /unhandled|uncaught|^\s+at .*\(|deprecat|warning:/i;

/** Reads what a hub writes: no error, nothing that was not caught, and no secret may stand in it. */
export class LogWatch {
  readonly #secrets = new Set<string>();
  readonly #findings: Finding[] = [];

  /** A text that must not come out anywhere; of a credential, the part after its id. */
  plant(secret: string): void {
    this.#secrets.add(secret.split("_").at(-1) ?? secret);
  }

  take(line: string): void {
    if (isFault(line)) this.#findings.push({ what: "The log tells of a fault", line });
    if (this.tellsSecret(line)) this.#findings.push({ what: "A secret stands in the output", line });
  }

  /** Whether a planted secret stands in `text`. */
  tellsSecret(text: string): boolean {
    for (const secret of this.#secrets) if (text.includes(secret)) return true;
    return false;
  }

  /** What was found since this was asked last. */
  drain(): readonly Finding[] {
    return this.#findings.splice(0);
  }
}

function isFault(line: string): boolean {
  try {
    const { level } = JSON.parse(line) as { readonly level?: number };
    return (level ?? 0) >= ERROR_LEVEL;
  } catch {
    return NODE_FAULT.test(line);
  }
}
