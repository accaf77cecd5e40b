import { formatCursor, type Hello, type LiveEvent } from "@hos/protocol/live";
import type { Opening } from "../delivery/live-codec.ts";

/** What an SSE stream says of itself in its first event. */
export interface SseTerms {
  /** A comment comes at least this often, milliseconds. */
  readonly keepAliveMs: number;
  /** How long an EventSource is to wait before it comes back, milliseconds. */
  readonly retryMs: number;
}

/** Live events as server-sent events, in order. Numbered changes carry their cursor as `id`. */
export function encodeSseEvents(events: readonly LiveEvent[], epoch: string): string {
  let text = "";
  for (const event of events) {
    const id = "revision" in event ? formatCursor({ epoch, revision: event.revision }) : undefined;
    text += encodeSseEvent(event.event, event, id);
  }
  return text;
}

/**
 * The first chunk of a stream. HELLO carries no `id`, so that a client that is lost before the rest came does not take
 * it for received.
 */
export function encodeSseOpening(opening: Opening, { keepAliveMs, retryMs }: SseTerms): string {
  const hello: Hello = { ...opening.hello, keepAliveMs };
  const greeting = `retry: ${retryMs}\n${encodeSseEvent("HELLO", hello)}`;
  if ("missed" in opening) return greeting + encodeSseEvents(opening.missed, hello.epoch);
  return greeting + encodeSseEvent("SNAPSHOT", opening.snapshot, formatCursor(opening.snapshot));
}

/**
 * A comment that keeps the connection alive. The bare `id` moves the client's cursor on without an event (HTML
 * standard, "Interpreting an event stream"), so that one whose filter shows little can still resume.
 */
export function encodeSseKeepAlive(cursor: string): string {
  return `: keep-alive\nid: ${cursor}\n\n`;
}

/** One server-sent event. */
export function encodeSseEvent(event: string, data: unknown, id?: string): string {
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  return `event: ${event}\n${idLine}data: ${JSON.stringify(data)}\n\n`;
}
