import type { CallbackRequest } from '../providers/provider-callback.ts';
import { isCallbackSecret } from './callback-address.ts';
import { changeTask } from './change-task.ts';
import { type CheckProviderDependencies, checkProvider } from './check-provider.ts';
import { waitsAfterCall } from './poll-schedule.ts';
import type { WaitingStates } from './ports.ts';
import { running } from './step-outcome.ts';
import { isFinished } from './task.ts';
import { ForgedCallbackError, TaskNotFoundError } from './task-errors.ts';
import { isExecutionName } from './task-id.ts';

export interface ReceiveCallbackDependencies extends CheckProviderDependencies {
  readonly waitingStates: WaitingStates;
}

/** A request that says it comes from a provider. */
export interface CallbackCall {
  /** The parts of the address that it was sent to. */
  readonly provider: string;
  readonly taskId: string;
  readonly secret: string;
  readonly request: CallbackRequest;
}

/**
 * Ends the wait for a provider that says it is done, once the provider has said the same when asked. While that can't be
 * found out, the workflow checks again soon. Only the first call counts: a repeated or late one changes nothing.
 * @throws TaskNotFoundError for an address that was never given out, ForgedCallbackError for a call that the provider
 *   did not make, ProviderError when that could not be found out.
 */
export async function receiveCallback(
  context: ReceiveCallbackDependencies,
  call: CallbackCall,
): Promise<void> {
  const task = isExecutionName(call.taskId) ? await context.tasks.get(call.taskId) : undefined;
  if (task?.provider !== call.provider) throw new TaskNotFoundError(call.taskId);
  if (!isCallbackSecret(call.secret, task.callbackSecretHashes)) {
    throw new TaskNotFoundError(call.taskId);
  }
  const provider = await context.provider(call.provider);
  const word = await provider.callback?.verify(call.request, {
    callbackUrl: call.request.url,
    ...(task.operation === undefined ? {} : { operation: task.operation }),
  });
  if (!word) throw new ForgedCallbackError(call.provider);
  if (!word.finished) return;
  const calledBackAt = new Date(context.clock.now()).toISOString();
  const { changed, task: called } = await changeTask(context, task.id, (current) =>
    isFinished(current) || current.calledBackAt !== undefined ? undefined : { calledBackAt },
  );
  if (isFinished(called) || called.taskToken === undefined) return;
  const outcome =
    changed && called.operation !== undefined && (await checkProvider(context, called));
  const waits = waitsAfterCall(provider.secondsBetweenChecks);
  await context.waitingStates.resume(called.taskToken, outcome || running(task.id, waits));
}
