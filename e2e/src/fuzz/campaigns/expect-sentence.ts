/** The longest sentence that is worth reading, characters. */
const LONGEST = 4000;

/** @throws {Error} where a text is no sentence that could be shown to somebody. */
export function expectSentence(text: string): void {
  if (text.trim() === "" || text.length > LONGEST || !/[.!?]$/.test(text)) {
    throw new Error(`This is no sentence (${text.length} characters): ${text.slice(0, 300)}`);
  }
}
