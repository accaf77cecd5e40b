import { type ActionResult, LIMITS } from "@hos/protocol";

/** The result that tells of what a handler threw: its message, and its `code` where it has one. */
export function describeFailure(fault: unknown): ActionResult {
  const message = cut(fault instanceof Error ? fault.message : describe(fault), LIMITS.messageMax);
  const code = codeOf(fault);
  return {
    success: false,
    message: message === "" ? "The driver failed and gave no message." : message,
    ...(code !== undefined && { code: cut(code, LIMITS.commandKeyMax) }),
  };
}

function codeOf(fault: unknown): string | undefined {
  if (typeof fault !== "object" || fault === null || !("code" in fault)) return undefined;
  const { code } = fault;
  return typeof code === "string" || typeof code === "number" ? String(code) : undefined;
}

function describe(fault: unknown): string {
  return typeof fault === "string" ? fault : `The handler threw ${typeof fault}.`;
}

function cut(text: string, length: number): string {
  return text.slice(0, length);
}
