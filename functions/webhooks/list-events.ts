import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { RETENTION_SECONDS, type WebhookEvent } from './event.ts';
import { fitPage } from './fit-page.ts';
import type { WebhookStore } from './webhook-store.ts';

/**
 * Events younger than this are not listed yet: two that happen at the same moment on two machines may be stored in
 * either order, and one that turned up behind the mark of a caller would never be seen.
 */
const SETTLING_MILLISECONDS = 2000;

const MARK = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)(~evt_[0-9a-f]{32})?$/;

/** A position in a list by time: a time (ISO 8601, UTC), or what an earlier answer called `next`. */
export const listMark = z.string('must be a string').transform((text, context) => {
  const [, time = '', event = ''] = MARK.exec(text) ?? [];
  const milliseconds = Date.parse(time);
  if (!Number.isNaN(milliseconds)) return new Date(milliseconds).toISOString() + event;
  context.addIssue({
    code: 'custom',
    message: 'must be a time such as 2026-11-23T09:00:00.000Z, or the `next` of an earlier answer',
  });
  return z.NEVER;
});

/**
 * An owner's events, oldest first: a way to catch up, or to do without webhooks.
 * @param page.after where to go on; optional; defaults to the oldest that is kept.
 * @returns `next` to go on from, now or later; absent when there is nothing yet to go on from.
 */
export async function listEvents(
  { store, clock }: { store: Pick<WebhookStore, 'events'>; clock: Clock },
  owner: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ events: WebhookEvent[]; next?: string }> {
  const oldest = new Date(clock.now() - RETENTION_SECONDS * 1000).toISOString();
  const before = new Date(clock.now() - SETTLING_MILLISECONDS).toISOString();
  const events = fitPage(await store.events(owner, { after: after ?? oldest, before, limit }));
  const last = events.at(-1);
  const next = last ? `${last.createdAt}~${last.id}` : after;
  return next === undefined ? { events } : { events, next };
}
