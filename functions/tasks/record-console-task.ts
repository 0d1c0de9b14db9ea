import * as z from 'zod';
import { kinds } from '../catalog/catalog.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { parseFields } from '../catalog/parse-fields.ts';
import { findReservedName, isReservedName } from '../catalog/reserved-names.ts';
import type { Clock } from '../clock.ts';
import { readLabels } from './labels.ts';
import { acceptRequest, createFingerprint, newTask, type ProvidersFor } from './new-task.ts';
import { type ReadWebhookDependencies, readWebhook } from './read-webhook.ts';
import { type RecordTasksDependencies, recordTasks } from './record-tasks.ts';
import { type ResolveReferencesDependencies, resolveReferences } from './resolve-references.ts';
import type { Task } from './task.ts';
import { InvalidTaskError } from './task-errors.ts';

export interface RecordConsoleTaskDependencies
  extends ReadWebhookDependencies,
    ResolveReferencesDependencies,
    RecordTasksDependencies {
  readonly clock: Clock;
  readonly keepSeconds: number;
  readonly providersFor: ProvidersFor;
  /** Whose task it is when a person starts one in the console without naming an owner. */
  readonly defaultOwner: string;
}

/** An execution that a person started. */
interface ConsoleStart {
  readonly taskId: string;
  /** `{ kind, request, owner? }`. */
  readonly input: unknown;
}

const workflowInput = z.object(
  {
    kind: z.string('must be the name of a kind of task, such as image-to-video'),
    request: z
      .record(z.string(), z.unknown(), 'must be an object: what the API takes as its body')
      .refine(
        (request) => findReservedName(request) === undefined,
        'must have no member named as one that every object has, such as constructor',
      ),
    owner: z.string('must be the name of an account').optional(),
  },
  'the input must be an object such as { "kind": "image-to-video", "request": { ... } }',
);

/**
 * Writes the record of a task that a person started in the console, where the API has not been.
 * @throws InvalidTaskError names what is wrong with an input that a person typed; AccountNotFoundError,
 *   InsufficientCoinsError
 */
export async function recordConsoleTask(
  context: RecordConsoleTaskDependencies,
  call: ConsoleStart,
): Promise<Task> {
  try {
    return await recordInput(context, call);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new InvalidTaskError(error.message, { cause: error });
  }
}

async function recordInput(
  context: RecordConsoleTaskDependencies,
  call: ConsoleStart,
): Promise<Task> {
  if (isReservedName(call.taskId)) {
    const message = 'names the execution as no task can be called; choose another name';
    throw new InvalidRequestError([{ field: 'name', message }]);
  }
  const input = parseFields(workflowInput, call.input);
  const owner = input.owner ?? context.defaultOwner;
  const accepted = await acceptRequest(
    input.kind,
    input.request,
    context.providersFor,
    (kind, request) => resolveReferences(context, owner, kind, request),
  );
  if (accepted.copies > 1) {
    const message = 'must be 1 here: one execution is one task';
    const field = kinds[accepted.kind].copiesField ?? '';
    throw new InvalidRequestError([{ field, message }]);
  }
  const webhook = await readWebhook(context, owner, input.request);
  const draft = newTask(accepted, {
    id: call.taskId,
    owner,
    variant: 0,
    fingerprint: createFingerprint(input.kind, input.request),
    ...(webhook ? { webhook } : {}),
    labels: readLabels(input.request),
    now: context.clock.now(),
    keepSeconds: context.keepSeconds,
  });
  const [task] = await recordTasks(context, [draft], true);
  return task ?? draft;
}
