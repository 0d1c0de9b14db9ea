import * as z from 'zod';
import { kinds } from '../catalog/catalog.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { parseFields } from '../catalog/parse-fields.ts';
import { findReservedName, isReservedName } from '../catalog/reserved-names.ts';
import type { Provider } from '../providers/provider.ts';
import { type CreateTaskDependencies, recordTasks } from './create-task.ts';
import { type DispatchTaskDependencies, dispatchTask } from './dispatch-task.ts';
import { readLabels } from './labels.ts';
import { acceptRequest, createFingerprint, newTask } from './new-task.ts';
import { planChecks } from './plan-checks.ts';
import type { WaitingStates } from './ports.ts';
import { readWebhook } from './read-webhook.ts';
import { resolveReferences } from './resolve-references.ts';
import { saveToken } from './save-token.ts';
import { failed, getFinalOutcome, running, type StepOutcome } from './step-outcome.ts';
import type { Task } from './task.ts';
import { InvalidTaskError } from './task-errors.ts';

export interface StartTaskDependencies
  extends Omit<CreateTaskDependencies, 'workflow' | 'expectChecks'>,
    DispatchTaskDependencies {
  readonly waitingStates: WaitingStates;
  provider(name: string): Promise<Provider>;
  /** Whose task it is when a person starts one in the console without naming an owner. */
  readonly defaultOwner: string;
}

export interface StartTaskCall {
  readonly taskId: string;
  /** The token of the state that waits while the task goes on. */
  readonly token: string;
  /** After how many seconds the state goes on to the first check; 0 if it waits for word of when that is. */
  readonly firstCheckSeconds: number;
  /** The execution's input, `{ kind, request, owner? }`; after a wait, what this step answered before it. */
  readonly input: unknown;
}

const previousAnswer = z.object({ attempts: z.int().nonnegative() });

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
 * The workflow's first step: hands the task to its provider, and leaves the state waiting for the provider's call or the
 * first check. Any other outcome, and a first check at another time, is sent to the state by its token. Writes the record
 * where the API has not, for an execution that a person started in the console.
 * @throws InvalidTaskError when the input can't become a task, AccountNotFoundError, InsufficientCoinsError.
 */
export async function startTask(
  context: StartTaskDependencies,
  call: StartTaskCall,
): Promise<StepOutcome> {
  const outcome = await start(context, call);
  const isWaitRight =
    outcome.outcome === 'running' && isNear(call.firstCheckSeconds, outcome.waits?.[0]);
  if (!isWaitRight) await context.waitingStates.resume(call.token, outcome);
  return outcome;
}

/** How far from its planned time the first check may be, as a part of that time: another state entered costs more. */
const NEAR = 0.25;

function isNear(seconds: number, planned = 0): boolean {
  return Math.abs(seconds - planned) <= planned * NEAR;
}

async function start(context: StartTaskDependencies, call: StartTaskCall): Promise<StepOutcome> {
  const task = (await context.tasks.get(call.taskId)) ?? (await readConsoleTask(context, call));
  const ended = getFinalOutcome(task);
  if (ended) return ended;
  if (task.operation !== undefined || task.startRequestedAt !== undefined) {
    const provider = await context.provider(task.provider);
    if (task.operation !== undefined) {
      if (task.callbackSecretHashes !== undefined) await saveToken(context, task, call.token);
      const begun = Date.parse(task.startRequestedAt ?? task.createdAt);
      const elapsedSeconds = (context.clock.now() - begun) / 1000;
      return running(task.id, planChecks(provider, task, context.deadlineSeconds, elapsedSeconds));
    }
    if (!provider.startsOncePerTask) return lostStart(task);
  }
  const attempts = previousAnswer.safeParse(call.input).data?.attempts ?? 0;
  return dispatchTask(context, task, { attempts, token: call.token });
}

/** A start was sent and its answer never recorded: sending it again might pay for the work twice. */
function lostStart(task: Task): StepOutcome {
  return failed(task.id, {
    code: 'start_outcome_unknown',
    message: `It is not known whether ${task.provider} took the task: the answer to its start was lost. It was not sent again, so that it is not paid for twice.`,
  });
}

/** Names in the state machine's own words what is wrong with an input that a person typed. */
async function readConsoleTask(context: StartTaskDependencies, call: StartTaskCall): Promise<Task> {
  try {
    return await recordConsoleTask(context, call);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new InvalidTaskError(error.message, { cause: error });
  }
}

async function recordConsoleTask(
  context: StartTaskDependencies,
  call: StartTaskCall,
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
