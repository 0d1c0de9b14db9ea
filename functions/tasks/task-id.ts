import { createHash, randomBytes } from 'node:crypto';

/**
 * A fresh id in A2E's form: 24 hexadecimal characters that begin with the time in seconds, as a MongoDB ObjectId's
 * do (a2e-api 1).
 */
export function newTaskId(now: number): string {
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0');
  return seconds + randomBytes(8).toString('hex');
}

/** The id of the `copy`-th task of a request with an idempotency key: the same owner, key and copy give the same id. */
export function taskIdForKey(owner: string, idempotencyKey: string, copy: number): string {
  const seed = JSON.stringify([owner, idempotencyKey, copy]);
  return createHash('sha256').update(seed).digest('hex').slice(0, 24);
}

/** True for A2E's own ids and for the UUID that the console names an execution with when a person gives no name. */
export function isTaskId(text: string): boolean {
  return /^[0-9a-f]{24}$/i.test(text) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** True for anything that an execution, and so a task started in the console, can be named. */
export function isExecutionName(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,80}$/.test(text);
}
