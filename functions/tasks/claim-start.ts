import type { Clock } from '../clock.ts';
import type { UsableProvider } from '../providers/configured-provider.ts';
import type { Provider } from '../providers/provider.ts';
import { newCallbackAddress } from './callback-address.ts';
import { changeTask } from './change-task.ts';
import type { Expectation } from './expectation.ts';
import { isStartable, type Task, type TaskChange } from './task.ts';
import type { TaskStore } from './task-store.ts';
import { throttledBy } from './throttled-by.ts';

export interface ClaimStartDependencies {
  readonly tasks: TaskStore;
  readonly clock: Clock;
  /** Where providers reach the API, without a slash at the end; undefined if they can't. */
  readonly callbackBaseUrl?: string | undefined;
  expectDuration(provider: Provider, task: Task): Promise<Expectation>;
}

/** A start that the record announces and that this run alone may send. */
export interface Claim {
  /** False if the task was deleted or finished meanwhile, or another run of the same step claimed the start. */
  readonly changed: boolean;
  readonly task: Task;
  /** True if no start was sent before, so that a refusal proves that the provider doesn't have the task. */
  readonly isFirst: boolean;
  /** Where the provider may call back; undefined if it can't. */
  readonly callbackUrl?: string;
}

/**
 * Records that the provider is about to be asked, so that a start whose answer is lost is known.
 * @param token of the state that waits for the provider's call
 */
export async function claimStart(
  context: ClaimStartDependencies,
  task: Task,
  { name, provider, limits }: UsableProvider,
  token: string,
): Promise<Claim> {
  const expectation = await context.expectDuration(provider, task);
  const base = supportsCallback(provider, task) ? context.callbackBaseUrl : undefined;
  const callback = base === undefined ? undefined : newCallbackAddress(base, name, task.id);
  const startRequestedAt = new Date(context.clock.now()).toISOString();
  const claim = (current: Task): TaskChange | undefined => {
    const isUnclaimed = current.startRequestedAt === task.startRequestedAt;
    if (!isStartable(current) || !isUnclaimed) return undefined;
    const known = current.callbackSecretHashes ?? [];
    return {
      provider: name,
      ...throttledBy(limits),
      startRequestedAt,
      expectation,
      ...(callback
        ? { callbackSecretHashes: [...known, callback.secretHash], taskToken: token }
        : {}),
    };
  };
  return {
    ...(await changeTask(context, task.id, claim, task)),
    isFirst: task.startRequestedAt === undefined,
    ...(callback ? { callbackUrl: callback.url } : {}),
  };
}

function supportsCallback({ callback }: Provider, { kind }: Task): boolean {
  return callback !== undefined && (callback.kinds?.includes(kind) ?? true);
}
