import { createHash } from 'node:crypto';
import { EventTooLargeError } from './errors.ts';

/** Something that happened, as it is sent to every receiver. Never changes. */
export interface WebhookEvent {
  /** `evt_` and 32 hexadecimal characters, made from owner, subject, type and occurrence: the same event has the same id. */
  readonly id: string;
  readonly owner: string;
  /** Such as `task.completed`. */
  readonly type: string;
  /** The task kind, which endpoints can filter by; absent on events that are not about a task. */
  readonly kind?: string;
  /** What it happened to: a task's id. */
  readonly subject: string;
  /** ISO 8601, UTC, with milliseconds; so are all times here. */
  readonly createdAt: string;
  /** The JSON text that is signed and sent, kept as it is: every attempt sends the same bytes. */
  readonly body: string;
  /** When the record may go, in seconds since 1970: the table's time to live. */
  readonly expiresAt: number;
}

/** Events, deliveries and attempts are kept this long. */
export const RETENTION_SECONDS = 30 * 24 * 60 * 60;

/** Standard Webhooks, "Payload structure": payloads under 20 KB. */
const MAX_BODY_BYTES = 20_000;

/** What the caller knows of an event; `data` is any JSON value and is not looked into. */
export interface EventFacts {
  readonly owner: string;
  readonly type: string;
  readonly kind?: string;
  readonly subject: string;
  /** The version of what the event reports, for types that can come more than once for a subject; undefined for the others. */
  readonly occurrence?: number;
  readonly data: unknown;
  /** Set if it never happened: a sample, and marked as such where it is sent. */
  readonly test?: true;
}

/** What the owner finds its own things by; how long it may be is checked where it is accepted. */
const NEVER_SHORTENED: readonly string[] = ['external_id', 'metadata'];

/** Longest texts kept in an event that would be too large, in characters. The first leaves every URL whole. */
const SHORTER_TEXTS: readonly number[] = [2100, 1000, 500, 200];

/**
 * An event whose texts are whole, or, where its body would be too large, cut to fit and marked `shortened`.
 * @throws EventTooLargeError when even that does not help.
 */
export function newEvent({ data, test, ...facts }: EventFacts, now: number): WebhookEvent {
  const createdAt = new Date(now).toISOString();
  const content = { type: facts.type, timestamp: createdAt, data, ...(test ? { test } : {}) };
  const body = fittingBody(content);
  return { ...facts, id: eventId(facts), createdAt, body, expiresAt: expiry(now) };
}

function fittingBody(content: object): string {
  const whole = JSON.stringify(content);
  if (fits(whole)) return whole;
  const shortened = SHORTER_TEXTS.map((most) => shortenedBody(content, most)).find(fits);
  if (shortened === undefined) {
    throw new EventTooLargeError(Buffer.byteLength(whole), MAX_BODY_BYTES);
  }
  return shortened;
}

function fits(body: string): boolean {
  return Buffer.byteLength(body) <= MAX_BODY_BYTES;
}

function shortenedBody(content: object, most: number): string {
  return JSON.stringify({ ...withShortTexts(content, most), shortened: true });
}

function withShortTexts(content: object, most: number): object {
  const shorten = (value: unknown, name = ''): unknown => {
    if (NEVER_SHORTENED.includes(name)) return value;
    if (typeof value === 'string') return cut(value, most);
    if (Array.isArray(value)) return value.map((member) => shorten(member));
    return typeof value === 'object' && value !== null ? shortenMembers(value) : value;
  };
  const shortenMembers = (members: object) =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => [name, shorten(value, name)]),
    );
  return shortenMembers(content);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}

/** The id of the event of this type and occurrence about this subject; there is at most one. */
export function eventId({ owner, subject, type, occurrence }: Omit<EventFacts, 'data'>): string {
  const parts = [owner, subject, type, ...(occurrence === undefined ? [] : [`${occurrence}`])];
  return `evt_${digest(parts).slice(0, 32)}`;
}

/** When a record made now may go, in seconds since 1970. */
export function expiry(now: number): number {
  return Math.floor(now / 1000) + RETENTION_SECONDS;
}

/** False when the record's time is over, though the table may still hold it for up to two days. */
export function isKept({ expiresAt }: { readonly expiresAt: number }, now: number): boolean {
  return expiresAt * 1000 > now;
}

/** SHA-256 of the parts, in hexadecimal; no two lists of parts run together. */
export function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
