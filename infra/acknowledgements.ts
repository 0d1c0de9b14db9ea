import { type CfnElement, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { mediaFolders } from '../functions/contract.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import { acknowledgementsAtTheEdge } from './acknowledgements-at-the-edge.ts';
import { type FunctionName, functionNames } from './function-names.ts';
import { parametersPath } from './parameters.ts';
import { idOfFunction } from './service-functions.ts';
import type { ServiceStack } from './service-stack.ts';

/**
 * What cdk-nag's packs AwsSolutions and Serverless find in the stack and we leave as it is, each with its reason. An
 * acknowledgement reaches the construct it names and what lies below it, and nothing else.
 */
export function acknowledgeFindings(stack: ServiceStack): void {
  for (const { on, id, reason } of acknowledgements(stack)) {
    Validations.of(find(stack, on)).acknowledge({ id, reason });
  }
}

/** All of them, for one of the service's stacks. */
export function acknowledgements(stack: ServiceStack): Acknowledgement[] {
  return [
    ...acknowledgementsAtTheEdge(stack.stage),
    ...ofFunctions(),
    ...ofPermissions(stack),
    ...ofSteps(stack),
  ];
}

const { uploads, renders, results, previews, speech } = mediaFolders;

/** The functions that nobody waits for: Lambda queues their events. */
const asynchronous: readonly FunctionName[] = ['render-photo', 'sweep'];

function ofFunctions(): Acknowledgement[] {
  const waitedFor = functionNames.filter((name) => !asynchronous.includes(name));
  return [
    ...waitedFor.map((name) => ({
      on: `Functions/${idOfFunction(name)}`,
      id: 'Serverless-LambdaDLQ',
      reason:
        'Whoever calls it waits for its answer: a workflow that repeats and catches, the API, or an operator. Lambda queues nothing that could be lost.',
    })),
    ...['Serverless-LambdaDLQ', 'Serverless-LambdaAsyncFailureDestination'].map((id) => ({
      on: 'Functions/RenderPhoto',
      id,
      reason:
        'Its reader is the workflow: a render without a heartbeat for 15 minutes is failed by check-task, refunded and announced. A queue beside that would have no reader.',
    })),
    ...[
      ['Functions/Sweep', 'Serverless-LambdaDLQ'],
      ['Functions/Sweep', 'Serverless-LambdaAsyncFailureDestination'],
      ['Sweep/Schedule', 'Serverless-EventBusDLQ'],
    ].map(([on = '', id = '']) => ({
      on,
      id,
      reason:
        'Its event says nothing but that it is time. A run that is lost is made good by the next one, minutes later, which finds the same.',
    })),
  ];
}

function ofPermissions(stack: ServiceStack): Acknowledgement[] {
  const arn = 'arn:<AWS::Partition>';
  const here = '<AWS::Region>:<AWS::AccountId>';
  const taskWorkflow = logicalId(stack, 'TaskWorkflow/StateMachine');
  return [
    ...['Functions', 'TaskWorkflow/StateMachine', 'DeliveryWorkflow/StateMachine'].map((on) => ({
      on,
      id: resourceFinding('*'),
      reason:
        'X-Ray and the set-up of log deliveries know no resources (Service Authorization Reference). test/infra/functions.test.ts holds that no other action is given on "*".',
    })),
    ...[uploads, renders, results, previews, speech].map((folder) => ({
      on: 'Functions',
      id: resourceFinding(`<${logicalId(stack, 'Media/Bucket')}.Arn>/${folder}*`),
      reason:
        'The names of files are random; the permission is for one folder. The table in test/infra/functions.test.ts says which function has which.',
    })),
    ...['ApiRole', 'SweepRole'].map((role) => ({
      on: `Functions/${role}`,
      id: resourceFinding(`${arn}:states:${here}:execution:<${taskWorkflow}.Name>:*`),
      reason: 'Executions are named after tasks; the permission is for those of one state machine.',
    })),
    {
      on: 'Functions',
      id: resourceFinding(`${arn}:ssm:${here}:parameter${parametersPath(stack.stage)}/*`),
      reason:
        "A provider's settings lie below its name; the permission is to read those of this stage.",
    },
  ];
}

/** The functions that each workflow calls. */
const steps: Record<string, readonly FunctionName[]> = {
  TaskWorkflow: ['start-task', 'check-task', 'finish-task', 'fail-task'],
  DeliveryWorkflow: ['attempt-delivery'],
};

function ofSteps(stack: ServiceStack): Acknowledgement[] {
  return Object.entries(steps).flatMap(([workflow, names]) =>
    names.map((name) => ({
      on: `${workflow}/StateMachine`,
      id: resourceFinding(`<${logicalId(stack, `Functions/${idOfFunction(name)}`)}.Arn>:*`),
      reason: 'The versions of the one function that the state calls; CDK names them so.',
    })),
  );
}

/** The rule IAM5 finds a wildcard in each resource apart, which it writes so. */
function resourceFinding(arn: string): string {
  return `AwsSolutions-IAM5[Resource::${arn}]`;
}

function logicalId(stack: ServiceStack, path: string): string {
  return stack.resolve(stack.getLogicalId(find(stack, path).node.defaultChild as CfnElement));
}

/** @throws Error when there is no such construct: an acknowledgement must not outlive what it is for. */
function find(stack: ServiceStack, path: string): IConstruct {
  return path
    .split('/')
    .reduce((scope: IConstruct, id) => scope.node.findChild(id), stack as IConstruct);
}
