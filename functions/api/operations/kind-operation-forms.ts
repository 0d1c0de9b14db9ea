import * as z from 'zod';
import type { TaskKind } from '../../catalog/catalog.ts';
import { text, withoutNulls } from '../../catalog/fields.ts';
import type { KindCall } from '../../catalog/kind-calls.ts';
import { onceForEach } from '../../once.ts';
import type { CreateTaskDependencies } from '../../tasks/create-task.ts';
import type { DeleteTaskDependencies } from '../../tasks/delete-task.ts';
import { forecast } from '../../tasks/forecast.ts';
import type { TaskReference } from '../../tasks/get-task.ts';
import type { Task } from '../../tasks/task.ts';
import type { TaskStore } from '../../tasks/task-store.ts';
import { toTaskView } from '../../tasks/task-view.ts';
import type { WebhookStore } from '../../webhooks/webhook-store.ts';
import {
  type ApiCall,
  type ApiOperation,
  type OperationDescription,
  operation,
  type Sent,
} from '../operation.ts';
import type { WaitAsPreferredDependencies } from '../server/wait-as-preferred.ts';

export interface TaskOperations
  extends CreateTaskDependencies,
    DeleteTaskDependencies,
    WaitAsPreferredDependencies {
  readonly tasks: TaskStore;
  readonly mediaUrl: string;
  readonly store: Pick<WebhookStore, 'deliveriesOfEvent'>;
}

/** A task's record as the API answers it. */
export type TaskView = Record<string, unknown>;

/** In characters: the longest name that an execution, and so a task, may have (Step Functions, StartExecution). */
const LONGEST_ID = 80;

export const taskId = text(LONGEST_ID)
  .min(1, 'must not be empty')
  .meta({ pattern: `^[A-Za-z0-9_-]{1,${LONGEST_ID}}$` });

/** A call of the catalog. */
export interface CallOfKind extends Pick<KindCall, 'method' | 'idField' | 'pageSize'> {
  readonly kind: TaskKind;
  readonly path: string;
}

/** Makes the operation of a call that the catalog names. */
export type OperationMaker = (call: CallOfKind) => ApiOperation<TaskOperations>;

/** A call of the catalog, with its answer and its words. */
export interface DescribedCall<Answer> extends CallOfKind {
  readonly answer: z.ZodType<Answer>;
  readonly describe: OperationDescription;
}

/** A call about one task, whose id is in the path, or in a field of the query or the body. */
export function referenceOperation<Answer>(
  { kind, method, path, idField, startsTasks, answer, describe }: ReferenceCall<Answer>,
  handle: (
    context: TaskOperations,
    reference: TaskReference,
    call: Pick<ApiCall, 'headers'>,
  ) => Promise<NoInfer<Sent<Answer>>>,
): ApiOperation<TaskOperations> {
  const counted = startsTasks ? { startsTasks } : {};
  if (idField === undefined) {
    return operation({
      ...counted,
      method,
      path,
      answer,
      describe,
      handle: (context: TaskOperations, { owner, params, headers }) =>
        handle(context, { owner, kind, id: params['id'] ?? '' }, { headers }),
    });
  }
  const schema = idIn(idField);
  const getReference = ({ owner, query, body }: ApiCall<IdFields, IdFields>) => {
    const fields = method === 'GET' ? query : body;
    return { owner, kind, id: fields[idField] ?? '' };
  };
  return operation({
    ...counted,
    method,
    path,
    ...(method === 'GET' ? { query: schema } : { body: z.preprocess(withoutNulls, schema) }),
    answer,
    describe,
    handle: (context: TaskOperations, call: ApiCall<IdFields, IdFields>) =>
      handle(context, getReference(call), call),
  });
}

/** A call about one task; `startsTasks` if it makes another of it. */
type ReferenceCall<Answer> = DescribedCall<Answer> & { readonly startsTasks?: true };

type IdFields = Record<string, string>;

const idIn = onceForEach((field: string) => z.object({ [field]: taskId }));

export function shown({ mediaUrl, clock }: TaskOperations) {
  return (task: Task): TaskView => ({
    ...toTaskView(task, mediaUrl),
    ...forecast(task, clock.now()),
  });
}
