import { errorNames, outcomeErrors } from '../contract.ts';
import type { Failure } from './task.ts';

/** An execution was started with what can't become a task; the workflow ends in a state that names the fields. */
export class InvalidTaskError extends Error {
  override readonly name = errorNames.invalidTask;
}

/** The task failed, as its record says: nothing can be completed. */
export class TaskFailedError extends Error {
  override readonly name = outcomeErrors.failed;

  constructor(id: string, { code, message }: Failure) {
    super(`Task ${id} has failed (${code}): ${message}`);
  }
}

/** The task can't fail any more: it is completed, or its completion is announced. */
export class TaskCompletedError extends Error {
  override readonly name = errorNames.taskCompleted;

  constructor(id: string) {
    super(`Task ${id} is completed.`);
  }
}

/** A provider's file is not to be had, or is not what the task is to make. The message is the owner's to read. */
export class ResultError extends Error {
  override readonly name: string;

  constructor(
    problem: 'resultInvalid' | 'resultUnreachable' | 'resultDelayed',
    provider: string,
    cause: Error,
  ) {
    super(`The result of ${provider} can not be used. ${cause.message}`, { cause });
    this.name = errorNames[problem];
  }
}

/** There is no such task, or it is another owner's. */
export class TaskNotFoundError extends Error {
  override readonly name = errorNames.taskNotFound;

  constructor(id: string) {
    super(`There is no task ${id}.`);
  }
}

/** What was asked can't be done to a task that a provider is working on. */
export class TaskProcessingError extends Error {
  override readonly name = 'TaskProcessingError';

  constructor(status: string) {
    super(
      `The task is being processed (${status}); it can be deleted once it is completed or failed.`,
    );
  }
}

/** A task that has ended, or whose provider is done, can't be cancelled. */
export class TaskFinishedError extends Error {
  override readonly name = 'TaskFinishedError';

  constructor(status: string) {
    const isOver = status === 'completed' || status === 'failed';
    const why = isOver ? `The task is ${status}` : 'Its provider is done with the task';
    super(`${why}; there is nothing to cancel.`);
  }
}

/** Only a task that failed can be tried again. */
export class TaskNotFailedError extends Error {
  override readonly name = 'TaskNotFailedError';

  constructor(status: string) {
    super(`The task is ${status}; only a failed one can be tried again.`);
  }
}

/** Someone who knows the address said that a task is done, but the provider did not say it. */
export class ForgedCallbackError extends Error {
  override readonly name = 'ForgedCallbackError';

  constructor(provider: string) {
    super(`This call was not made by ${provider} about this task.`);
  }
}

/** An idempotency key came again with another request. */
export class IdempotencyKeyReusedError extends Error {
  override readonly name = 'IdempotencyKeyReusedError';

  constructor() {
    super(
      'This Idempotency-Key was already used with another request; use a new key for a new request.',
    );
  }
}

/** An idempotency key came again after a task that it had made was deleted. */
export class TaskDeletedError extends Error {
  override readonly name = 'TaskDeletedError';

  constructor(ids: readonly string[]) {
    super(
      `The first request with this Idempotency-Key made ${ids.join(', ')}, which was deleted since; use a new key to make another.`,
    );
  }
}

/** An idempotency key came again after its first request was lost and given up. */
export class RequestAbandonedError extends Error {
  override readonly name = 'RequestAbandonedError';

  constructor() {
    super(
      'The first request with this Idempotency-Key was cut short and its coins were given back; use a new key.',
    );
  }
}
