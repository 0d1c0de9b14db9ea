import * as z from 'zod';
import { evaluateArguments, evaluateSeconds } from './evaluate.ts';
import { failureFields, parseFailureFields } from './failure-fields.ts';
import type { Scope } from './scope.ts';
import { flowFields, numberOrExpression, parseNext, parseStateFields } from './scope.ts';
import type { State, Step, Visit } from './state.ts';
import { StateError, withinDataLimit } from './state-error.ts';
import type { TaskResource } from './task-resources.ts';
import { findTaskResource } from './task-resources.ts';
import type { ExpressionTemplate } from './template.ts';

const taskSchema = z.strictObject({
  ...flowFields,
  ...failureFields,
  Resource: z.string(),
  Arguments: z.unknown().optional(),
  TimeoutSeconds: numberOrExpression(1),
  HeartbeatSeconds: numberOrExpression(1),
});

interface Limits {
  readonly timeout: ExpressionTemplate | undefined;
  readonly heartbeat: ExpressionTemplate | undefined;
}

export function parseTask(scope: Scope, name: string, fields: unknown): State {
  const task = parseStateFields(scope, taskSchema, fields);
  const resource = findTaskResource(task.Resource);
  if (resource === undefined) {
    scope.refuse(`unsupported resource '${task.Resource}'`);
  }
  if (task.HeartbeatSeconds !== undefined && !resource.waitsForToken) {
    scope.refuse("'HeartbeatSeconds' is supported with '.waitForTaskToken' only");
  }
  const argumentFields = scope.template(task.Arguments, 'Arguments');
  const limits: Limits = {
    timeout: scope.template(task.TimeoutSeconds, 'TimeoutSeconds'),
    heartbeat: scope.template(task.HeartbeatSeconds, 'HeartbeatSeconds'),
  };
  resource.check?.(task.Arguments, scope.refuse);
  return {
    name,
    type: 'Task',
    next: parseNext(scope, task),
    output: scope.template(task.Output, 'Output'),
    assign: scope.assign(task.Assign),
    ...parseFailureFields(scope, task),
    run: (visit) => runTask(name, resource, argumentFields, limits, visit),
  };
}

async function runTask(
  name: string,
  resource: TaskResource,
  argumentFields: ExpressionTemplate | undefined,
  limits: Limits,
  visit: Visit,
): Promise<Step> {
  if (resource.waitsForToken) {
    visit.taskToken();
  }
  const values = withinDataLimit(name, await evaluateArguments(visit, argumentFields));
  const timeout = await evaluateLimit(visit, limits.timeout, 'TimeoutSeconds');
  const heartbeat = await evaluateLimit(visit, limits.heartbeat, 'HeartbeatSeconds');
  recordSchedule(visit, resource, values, timeout, heartbeat);
  if (resource.waitsForToken) {
    visit.limitCallback(timeout, heartbeat);
  }
  const { type, details } = resource.events;
  try {
    const result = await visit.perform(timeout, (onWait) =>
      resource.call(visit.services, values, onWait),
    );
    const output = JSON.stringify(withinDataLimit(resource.name, result));
    visit.record(`${type}${resource.waitsForToken ? 'Submitted' : 'Succeeded'}`, {
      ...details,
      output,
    });
    return resource.waitsForToken ? { kind: 'callback' } : { kind: 'finished', result };
  } catch (error) {
    if (error instanceof StateError) {
      const ending = error.error === 'States.Timeout' ? 'TimedOut' : 'Failed';
      visit.record(`${type}${ending}`, { ...details, error: error.error, cause: error.cause });
    }
    throw error;
  }
}

async function evaluateLimit(
  visit: Visit,
  template: ExpressionTemplate | undefined,
  field: string,
): Promise<number | undefined> {
  return template === undefined ? undefined : evaluateSeconds(visit, template, field, 1);
}

function recordSchedule(
  visit: Visit,
  resource: TaskResource,
  values: unknown,
  timeoutInSeconds: number | undefined,
  heartbeatInSeconds: number | undefined,
): void {
  const { type, details, scheduled } = resource.events;
  const parameters = JSON.stringify(values);
  visit.record(`${type}Scheduled`, {
    ...scheduled(parameters),
    timeoutInSeconds,
    heartbeatInSeconds,
  });
  visit.record(`${type}Started`, details);
}
