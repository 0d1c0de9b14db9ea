import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { LocalClock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { TypedResource } from '../../resource-type.ts';
import { isDiskFull } from '../disk-full-error.ts';
import { openEventStore, type QueuedEvent } from './event-store.ts';
import { type EventInvokeConfigProperties, parseFunctionName } from './function-types.ts';
import type { InvocationResult } from './invocation.ts';

/** Limits of a function's asynchronous invocations (AWS::Lambda::EventInvokeConfig). */
export interface EventLimits {
  maximumRetryAttempts: number;
  maximumEventAgeSeconds: number;
}

/** Lambda's own limits, for a function without an EventInvokeConfig: two retries, six hours. */
const defaultEventLimits: EventLimits = {
  maximumRetryAttempts: 2,
  maximumEventAgeSeconds: 21_600,
};

/** Reads the limits of the functions that have an EventInvokeConfig; the others have Lambda's own. */
export function readEventLimits(
  resources: readonly TypedResource<EventInvokeConfigProperties>[],
): (functionName: string) => EventLimits {
  const limits = new Map(
    resources.map(({ properties }) => [
      parseFunctionName(properties.FunctionName),
      {
        maximumRetryAttempts:
          properties.MaximumRetryAttempts ?? defaultEventLimits.maximumRetryAttempts,
        maximumEventAgeSeconds:
          properties.MaximumEventAgeInSeconds ?? defaultEventLimits.maximumEventAgeSeconds,
      },
    ]),
  );
  return (name) => limits.get(name) ?? defaultEventLimits;
}

/** Asynchronous invocations: accepted at once, run in turn, kept on disk until they have ended. */
export interface EventQueue {
  /** Accepts an invocation durably. @param payload JSON text */
  enqueue(functionName: string, payload: string): void;
  /** Continues what an earlier process accepted and did not finish. Call once. */
  resume(): void;
  /** How many are accepted and have not ended. */
  size(): number;
  stop(): void;
}

export interface EventQueueOptions {
  databasePath: string;
  clock: LocalClock;
  log: Log;
  invoke(functionName: string, payload: string, requestId: string): Promise<InvocationResult>;
  getLimits(functionName: string): EventLimits;
}

/**
 * The waits before the second and third attempt (AWS Lambda Developer Guide, "How Lambda handles errors and retries
 * with asynchronous invocation").
 */
const RETRY_WAITS_SECONDS = [60, 120];

/** After an interruption, which is no attempt, Lambda starts again after a second. */
const INTERRUPTION_WAIT_SECONDS = 1;

/** How many events of one function run side by side: a core is left for everything else. */
const CONCURRENCY = Math.max(1, availableParallelism() - 1);

/** How long a full disk is left alone, in milliseconds of the machine's time. */
const ROOM_WAIT_MILLISECONDS = 1000;

interface FunctionQueue {
  waiting: QueuedEvent[];
  running: number;
  cancelTimer?: () => void;
}

/** Opens the queue; nothing runs before `resume` or `enqueue`. */
export function createEventQueue(options: EventQueueOptions): EventQueue {
  const { clock, log } = options;
  const store = openEventStore(options.databasePath);
  const queues = new Map<string, FunctionQueue>();
  let stopped = false;

  function queueOf(functionName: string): FunctionQueue {
    const queue = queues.get(functionName) ?? { waiting: [], running: 0 };
    queues.set(functionName, queue);
    return queue;
  }

  /** @param dueBy the time up to which events are due: the timer's own, however the machine's clock was set since */
  function pump(queue: FunctionQueue, dueBy = clock.now()): void {
    queue.cancelTimer?.();
    while (!stopped && queue.running < CONCURRENCY) {
      const index = queue.waiting.findIndex(({ dueAt }) => dueAt <= dueBy);
      const event = index === -1 ? undefined : queue.waiting.splice(index, 1)[0];
      if (event === undefined) break;
      queue.running += 1;
      void run(event).then((retry) => {
        queue.running -= 1;
        if (retry !== undefined) queue.waiting.push(retry);
        pump(queue);
      });
    }
    if (stopped || queue.running >= CONCURRENCY || queue.waiting.length === 0) return;
    const next = queue.waiting.reduce((least, { dueAt }) => Math.min(least, dueAt), Infinity);
    queue.cancelTimer = clock.at(next, () => pump(queue, Math.max(next, clock.now())));
  }

  /** Runs one event; answers it again when there is to be another attempt. */
  async function run(event: QueuedEvent): Promise<QueuedEvent | undefined> {
    const result = await options.invoke(event.functionName, event.payload, event.id);
    if (stopped) return undefined;
    const retry = nextAttempt(event, result, clock.now(), options.getLimits(event.functionName));
    if (retry !== undefined) {
      await whenThereIsRoom(() => store.update(retry));
      return retry;
    }
    if (result.outcome !== 'succeeded') {
      log({
        source: event.functionName,
        level: 'error',
        message: `gave up an asynchronous invocation (${event.id}) after its last attempt`,
      });
    }
    await whenThereIsRoom(() => store.remove(event.id));
    return undefined;
  }

  /** Until then the event keeps its slot among those that run; a new process would run it again. */
  async function whenThereIsRoom(write: () => void): Promise<void> {
    while (!stopped) {
      try {
        return write();
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        await setTimeout(ROOM_WAIT_MILLISECONDS);
      }
    }
  }

  return {
    enqueue(functionName, payload) {
      const now = clock.now();
      const event = { id: randomUUID(), functionName, payload, receivedAt: now, failures: 0 };
      store.add({ ...event, dueAt: now });
      const queue = queueOf(functionName);
      queue.waiting.push({ ...event, dueAt: now });
      pump(queue);
    },
    resume() {
      // Lambda is never switched off: the time this machine was must not count towards an event's age.
      const now = clock.now();
      for (const event of store.all()) {
        queueOf(event.functionName).waiting.push({ ...event, receivedAt: now });
      }
      for (const queue of queues.values()) pump(queue);
    },
    size: () =>
      [...queues.values()].reduce((sum, { waiting, running }) => sum + waiting.length + running, 0),
    stop() {
      stopped = true;
      for (const queue of queues.values()) queue.cancelTimer?.();
      store.close();
    },
  };
}

/** What is left to do for an event after an attempt; undefined when it has ended, well or badly. */
export function nextAttempt(
  event: QueuedEvent,
  result: InvocationResult,
  now: number,
  limits: EventLimits,
): QueuedEvent | undefined {
  if (result.outcome === 'succeeded') return undefined;
  const interrupted = result.outcome === 'interrupted';
  const failures = event.failures + (interrupted ? 0 : 1);
  const waitSeconds = interrupted ? INTERRUPTION_WAIT_SECONDS : RETRY_WAITS_SECONDS[failures - 1];
  if (waitSeconds === undefined || failures > limits.maximumRetryAttempts) return undefined;
  const dueAt = now + waitSeconds * 1000;
  const tooOld = dueAt - event.receivedAt > limits.maximumEventAgeSeconds * 1000;
  return tooOld ? undefined : { ...event, failures, dueAt };
}
