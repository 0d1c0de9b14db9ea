import { kinds } from '../catalog/catalog.ts';
import type { ResultStore, StoredResult } from '../media/result-store.ts';
import { UnusableResultError } from '../media/unusable-result-error.ts';
import type { ResultFile, ResultSource } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import { isTaskOver } from '../providers/provider-error.ts';
import type { Task } from './task.ts';
import { ResultError } from './task-errors.ts';

export interface FetchResultDependencies {
  readonly results: ResultStore;
  provider(name: string): Promise<Provider>;
}

type Found = ResultSource | ResultFile;

/**
 * Copies a task's finished file into our bucket; undefined if its kind has none. A link that leads to something else is
 * followed once more; then, as where it leads to nothing, the provider is asked once for a fresh one.
 * @throws ResultError naming the provider
 */
export async function fetchResult(
  context: FetchResultDependencies,
  task: Task,
): Promise<StoredResult | undefined> {
  const { field, mediaType } = kinds[task.kind].result;
  if (field === undefined) return undefined;
  const copy = (found: Found) => context.results.copy(task.id, found, mediaType);
  const found = task.source ?? (await findResult(context, task));
  if (!found) throw new Error(`Task ${task.id} has no finished file to store.`);
  try {
    return await copyOrRepeat(copy, found);
  } catch (error) {
    if (!(error instanceof UnusableResultError)) throw error;
    if (error.problem === 'delayed') throw toResultError(task, error);
    return copyFresh(context, task, copy, error);
  }
}

async function copyOrRepeat(
  copy: (found: Found) => Promise<StoredResult>,
  found: Found,
): Promise<StoredResult> {
  try {
    return await copy(found);
  } catch (error) {
    if (error instanceof UnusableResultError && error.problem === 'invalid') return copy(found);
    throw error;
  }
}

async function copyFresh(
  context: FetchResultDependencies,
  task: Task,
  copy: (found: Found) => Promise<StoredResult>,
  before: UnusableResultError,
): Promise<StoredResult> {
  // A provider that can't be asked has no better link.
  const fresh = await findResult(context, task).catch(() => undefined);
  try {
    if (fresh) return await copy(fresh);
  } catch (error) {
    if (error instanceof UnusableResultError) throw toResultError(task, error);
    throw error;
  }
  throw toResultError(task, before);
}

/** The finished file as the provider says now where it is; undefined if it says nothing. */
async function findResult(
  context: FetchResultDependencies,
  task: Task,
): Promise<Found | undefined> {
  if (task.generatedAt === undefined) return undefined;
  const provider = await context.provider(task.provider);
  const operation = task.operation ?? null;
  try {
    if (provider.fetchResult) return await provider.fetchResult(operation);
    const status = await provider.check(operation);
    return status.state === 'completed' ? status.result : undefined;
  } catch (error) {
    if (isTaskOver(error)) throw new ResultError('resultUnreachable', task.provider, error);
    throw error;
  }
}

const errorsByProblem = {
  invalid: 'resultInvalid',
  unreachable: 'resultUnreachable',
  delayed: 'resultDelayed',
} as const;

function toResultError({ provider }: Task, error: UnusableResultError): ResultError {
  return new ResultError(errorsByProblem[error.problem], provider, error);
}
