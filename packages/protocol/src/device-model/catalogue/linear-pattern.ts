import { RE2JS } from "re2js";

/** A regular expression that takes a time that grows with the text, and no more, whoever wrote it. */
export interface LinearPattern {
  /** What a character of a text may cost. */
  readonly size: number;
  /** Whether it matches some part of `text`. */
  test(text: string): boolean;
}

/** Patterns that stay compiled; the one that was not used for longest makes room. */
const REMEMBERED = 256;

const compiled = new Map<string, LinearPattern>();

/**
 * Compiles a regular expression for the engine RE2, which never goes back in the text. It knows no lookaround (`(?=`) and
 * no references to groups (`\1`), and its `\s` and `.` are those of ASCII.
 *
 * Compiled ones are remembered, in a bounded number: what many devices share is compiled once, and a device holds the text
 * only.
 *
 * @throws {Error} what RE2 says when it is not one of its expressions.
 */
export function compileLinearPattern(pattern: string): LinearPattern {
  const known = compiled.get(pattern) ?? compile(pattern);
  compiled.delete(pattern);
  compiled.set(pattern, known);
  const [oldest] = compiled.keys();
  if (oldest !== undefined && compiled.size > REMEMBERED) compiled.delete(oldest);
  return known;
}

function compile(pattern: string): LinearPattern {
  const expression = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { size: expression.programSize(), test: (text) => expression.test(text) };
}
