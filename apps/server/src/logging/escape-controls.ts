/** Characters that a terminal obeys, and those that turn the direction of text. Line ends are lines of the log. */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** A line of the log with nothing in it that a terminal would obey, written as JSON writes it. */
export function escapeControls(line: string): string {
  return line.replaceAll(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
