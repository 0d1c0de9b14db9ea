import { errorNames } from '../contract.ts';

/** An execution was started with what can't become a task; the workflow ends in a state that names the fields. */
export class InvalidTaskError extends Error {
  override readonly name = errorNames.invalidTask;
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

/** An idempotency key came again with another request. */
export class IdempotencyKeyReusedError extends Error {
  override readonly name = 'IdempotencyKeyReusedError';

  constructor() {
    super(
      'This Idempotency-Key was already used with another request; use a new key for a new request.',
    );
  }
}
