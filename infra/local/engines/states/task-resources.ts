import * as z from 'zod';
import type { InvokeResult, Services } from './state.ts';
import { StateError } from './state-error.ts';

/** Something a Task state can call. */
export interface TaskResource {
  /** What AWS calls it when its result is too large: the service, or the function's ARN. */
  readonly name: string;
  readonly waitsForToken: boolean;
  readonly events: {
    /** What the names of its history events begin with. */
    readonly type: 'Task' | 'LambdaFunction';
    /** What each of its events says about the resource. */
    readonly details: Record<string, string>;
    /** What the event of its scheduling says besides limits, given the arguments as JSON. */
    scheduled(parameters: string): Record<string, string>;
  };
  /** Refuses arguments that could never work, when the definition is read. */
  check?(fields: unknown, refuse: (problem: string) => never): void;
  /**
   * @param onWait called when what is called begins to wait for something outside
   * @throws {StateError} when the call fails
   */
  call(services: Services, values: unknown, onWait: () => void): Promise<unknown>;
}

const SERVICE_PREFIX = 'arn:aws:states:::';
const LAMBDA_ARN = /^arn:aws:lambda:[^:]*:[^:]*:function:[^:]+(:[^:]+)?$/;

/** What the events of a task token's return say about the resource: only Lambda invocations hand out tokens here. */
export const CALLBACK_EVENT_DETAILS = {
  resourceType: 'lambda',
  resource: 'invoke.waitForTaskToken',
};

const invokeSchema = z.strictObject({
  FunctionName: z.string(),
  Payload: z.unknown().optional(),
  InvocationType: z.literal('RequestResponse').optional(),
});
const startSchema = z.strictObject({
  StateMachineArn: z.string(),
  Name: z.string().optional(),
  Input: z.unknown().optional(),
});

/** The resource that a Task state's `Resource` names; undefined when it is not supported. */
export function findTaskResource(resource: string): TaskResource | undefined {
  switch (resource) {
    case `${SERVICE_PREFIX}lambda:invoke`:
      return lambdaInvoke('invoke', false);
    case `${SERVICE_PREFIX}lambda:invoke.waitForTaskToken`:
      return lambdaInvoke('invoke.waitForTaskToken', true);
    case `${SERVICE_PREFIX}states:startExecution`:
      return startExecution();
    default:
      return LAMBDA_ARN.test(resource) ? lambdaFunction(resource) : undefined;
  }
}

function lambdaInvoke(resource: string, waitsForToken: boolean): TaskResource {
  return {
    name: 'lambda',
    waitsForToken,
    events: serviceEvents('lambda', resource),
    check: checkArguments(invokeSchema),
    async call(services, values, onWait) {
      const request = parseArguments(invokeSchema, values);
      const payload = await invoke(services, request.FunctionName, request.Payload ?? {}, onWait);
      return {
        ExecutedVersion: '$LATEST',
        Payload: payload,
        SdkHttpMetadata: { HttpStatusCode: 200 },
        StatusCode: 200,
      };
    },
  };
}

function lambdaFunction(arn: string): TaskResource {
  return {
    name: arn,
    waitsForToken: false,
    events: {
      type: 'LambdaFunction',
      details: {},
      scheduled: (input) => ({ resource: arn, input }),
    },
    call: (services, values, onWait) => invoke(services, arn, values, onWait),
  };
}

function startExecution(): TaskResource {
  return {
    name: 'states',
    waitsForToken: false,
    events: serviceEvents('states', 'startExecution'),
    check: checkArguments(startSchema),
    async call(services, values) {
      const request = parseArguments(startSchema, values);
      try {
        const started = await services.startExecution({
          stateMachineArn: request.StateMachineArn,
          name: request.Name,
          input: JSON.stringify(request.Input ?? {}),
        });
        return { ExecutionArn: started.executionArn, StartDate: started.startDate };
      } catch (error) {
        const { name, message } = error as Error;
        throw new StateError(`StepFunctions.${name.replace(/Exception$/, '')}Exception`, message);
      }
    },
  };
}

function serviceEvents(resourceType: string, resource: string): TaskResource['events'] {
  const details = { resourceType, resource };
  return {
    type: 'Task',
    details,
    scheduled: (parameters) => ({ ...details, region: 'us-east-1', parameters }),
  };
}

/** Expressions can hide anything; the field names are always there to see. */
function checkArguments(schema: z.ZodObject): NonNullable<TaskResource['check']> {
  return (fields, refuse) => {
    const unknown = Object.keys((fields as object | undefined) ?? {}).filter(
      (key) => typeof fields === 'object' && !(key in schema.shape),
    );
    if (unknown.length > 0) {
      refuse(`unsupported field ${unknown.map((key) => `'Arguments/${key}'`).join(', ')}`);
    }
  };
}

function parseArguments<Schema extends z.ZodType>(
  schema: Schema,
  values: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    throw new StateError('States.Runtime', `Invalid arguments: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

async function invoke(
  services: Services,
  name: string,
  payload: unknown,
  onWait: () => void,
): Promise<unknown> {
  const result = await invokeOrExplain(services, name, payload, onWait);
  if (result.error !== undefined) {
    throw new StateError(result.error.name, describeFailure(result.payload, result.error));
  }
  return result.payload ?? null;
}

async function invokeOrExplain(
  services: Services,
  name: string,
  payload: unknown,
  onWait: () => void,
): Promise<InvokeResult> {
  try {
    return await services.invokeFunction(name, payload, onWait);
  } catch (error) {
    throw new StateError('Lambda.SdkClientException', String(error));
  }
}

/** AWS gives the function's own error document as the cause. */
function describeFailure(payload: unknown, error: { name: string; message: string }): string {
  const isErrorDocument =
    typeof payload === 'object' && payload !== null && 'errorMessage' in payload;
  return JSON.stringify(
    isErrorDocument ? payload : { errorType: error.name, errorMessage: error.message },
  );
}
