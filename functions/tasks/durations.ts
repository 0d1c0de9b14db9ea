import { createHash } from 'node:crypto';
import { kinds, type TaskKind } from '../catalog/catalog.ts';
import { parseFields } from '../catalog/parse-fields.ts';
import type { Clock } from '../clock.ts';
import type { Provider } from '../providers/provider.ts';
import { rememberFor } from '../remember-for.ts';
import { type Expectation, learned, unlearned } from './expectation.ts';
import type { Task } from './task.ts';

/** Work that takes about the same time whenever it is done. */
export interface WorkSort {
  readonly provider: string;
  readonly kind: TaskKind;
  /** The model that was asked for; undefined for the provider's choice. */
  readonly model?: string;
  /** How much is made, in seconds of media; 0 if unknown. */
  readonly length: number;
}

/** One piece of work that was completed. */
export interface Run {
  readonly taskId: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  /** From asking the provider to finding it done. */
  readonly seconds: number;
}

/** How long recent work took. */
export interface DurationStore {
  /** Remembers a run; the same one again changes nothing. */
  add(sort: WorkSort, run: Run): Promise<void>;
  /** The newest 64 runs, or as many as there are, in seconds each. */
  recent(sort: WorkSort): Promise<number[]>;
  /** Keeps when such work is checked: the waits before each check, in whole seconds. */
  saveChecks(sort: WorkSort, waits: readonly number[]): Promise<void>;
  /** What was last kept by `saveChecks`; undefined before that. */
  checks(sort: WorkSort): Promise<readonly number[] | undefined>;
}

/** With this many known runs a single one hardly changes what is expected. */
const MANY_RUNS = 32;

/** How old a warm function's knowledge may be, in milliseconds. */
const REMEMBERED = 60_000;

export interface ExpectDurationDependencies {
  readonly durations: DurationStore;
  readonly clock: Clock;
  warn(message: string, error: unknown): void;
}

/**
 * Makes what foretells how long a provider will take, from recent runs where there are some. What is not to be had
 * stops no task: the provider's own word is then taken.
 */
export function createExpectDuration({ durations, clock, warn }: ExpectDurationDependencies) {
  const runs = rememberFor({ milliseconds: REMEMBERED, clock }, (sort) =>
    durations.recent(JSON.parse(sort) as WorkSort),
  );

  return async (provider: Provider, task: Task): Promise<Expectation> => {
    const providersWord = provider.expectedSeconds(task.kind, task.request);
    try {
      return learned(
        await runs.get(JSON.stringify(getWorkSort(provider.name, task))),
        providersWord,
      );
    } catch (error) {
      warn(`It could not be read how long ${provider.name} takes`, error);
      return unlearned(providersWord);
    }
  };
}

/**
 * Remembers how long a task took whose provider is done. Where the provider should have called and has not, the time
 * shows when it was checked, not when it was done: learning from that would put the next check off further and further.
 */
export async function rememberDuration(durations: DurationStore, task: Task): Promise<void> {
  const { generatedAt, startRequestedAt } = task;
  if (generatedAt === undefined || startRequestedAt === undefined || missedCall(task)) return;
  if (!isSample(task)) return;
  const seconds = (Date.parse(generatedAt) - Date.parse(startRequestedAt)) / 1000;
  await durations.add(getWorkSort(task.provider, task), {
    taskId: task.id,
    finishedAt: generatedAt,
    seconds,
  });
}

/** Of how many runs one is remembered once much is known of such work. */
const RUNS_PER_SAMPLE = 10;

/** Every run counts while few are known; then one in ten, chosen by the task's id so that a repeat chooses the same. */
function isSample({ id, expectation }: Task): boolean {
  if (expectation?.runs === undefined || expectation.runs < MANY_RUNS) return true;
  const [byte = 0] = createHash('sha256').update(id).digest();
  return byte % RUNS_PER_SAMPLE === 0;
}

/** How long a provider takes for a request like the kind's example. */
export async function expectTypical(
  durations: Pick<DurationStore, 'recent'>,
  provider: Provider,
  kind: TaskKind,
): Promise<Expectation> {
  const request = parseFields(kinds[kind].request, kinds[kind].example);
  const runs = await durations.recent(getWorkSort(provider.name, { kind, request }));
  return learned(runs, provider.expectedSeconds(kind, request));
}

/** True where the provider was given an address to call and has not called. */
export function missedCall({ callbackSecretHashes, calledBackAt }: Task): boolean {
  return callbackSecretHashes !== undefined && calledBackAt === undefined;
}

/** Of which sort the work at a task is. */
export function getWorkSort(
  provider: string,
  { kind, request }: Pick<Task, 'kind' | 'request'>,
): WorkSort {
  const model = request.model_version;
  return {
    provider,
    kind,
    ...(model === undefined ? {} : { model }),
    length: kinds[kind].seconds?.(request) ?? 0,
  };
}
