/** A setting that the server cannot start with. Its message is one line that names the variable, its value and what is expected. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** The environment variable at fault. */
  readonly variable: string;

  constructor(variable: string, value: string, expectation: string) {
    super(`${variable}=${JSON.stringify(value)} ${expectation}`);
    this.variable = variable;
  }
}
