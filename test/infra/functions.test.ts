import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type FunctionName, functionNames } from '../../infra/function-names.ts';
import { permissionsOf } from './permissions.ts';
import { synthesize } from './synthesize.ts';

const template = synthesize();

const lambdaFunction = z.object({
  Architectures: z.tuple([z.literal('arm64')]),
  Runtime: z.literal('nodejs24.x'),
  Handler: z.literal('index.handler'),
  TracingConfig: z.object({ Mode: z.literal('Active') }),
  LoggingConfig: z.object({
    LogFormat: z.literal('JSON'),
    LogGroup: z.object({ Ref: z.string() }),
  }),
  MemorySize: z.number(),
  Timeout: z.number(),
  EphemeralStorage: z.object({ Size: z.number() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

const reads = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const readsAndWrites = [...reads, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
const resumes = ['states:SendTaskSuccess', 'states:SendTaskFailure'];
const seals = ['kms:Encrypt'];
const sealsAndOpens = ['kms:Encrypt', 'kms:Decrypt'];

/** The operator's parameters of the stage, with the secrets that are sealed with the account's own key. */
const readsParameters = {
  'parameter/reelhook/prod': ['ssm:GetParametersByPath'],
  'parameter/reelhook/prod/*': ['ssm:GetParametersByPath'],
};

/** Everything that each function may do with the service's resources, and the variables that name them. */
const expected: Record<FunctionName, { may: Record<string, string[]>; knows: string[] }> = {
  api: {
    may: {
      TablesTasks: readsAndWrites,
      TablesAccounts: readsAndWrites,
      TablesWebhooks: readsAndWrites,
      TablesProviders: readsAndWrites,
      TablesResources: readsAndWrites,
      ...readsParameters,
      'MediaBucket/uploads/*': ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      'MediaBucket/results/*': ['s3:DeleteObject'],
      'MediaBucket/previews/*': ['s3:DeleteObject'],
      Key: sealsAndOpens,
      TaskWorkflowStateMachine: ['states:StartExecution'],
      'execution:TaskWorkflowStateMachine:*': ['states:StopExecution'],
      DeliveryWorkflowStateMachine: ['states:StartExecution'],
      FunctionsTransferMedia: ['lambda:InvokeFunction'],
      FunctionsSpeak: ['lambda:InvokeFunction'],
      FunctionsClassifyLanguage: ['lambda:InvokeFunction'],
      FunctionsCallProvider: ['lambda:InvokeFunction'],
      FunctionsAttemptDelivery: ['lambda:InvokeFunction'],
    },
    knows: [
      ...['TASKS_TABLE', 'ACCOUNTS_TABLE', 'WEBHOOKS_TABLE', 'MEDIA_BUCKET', 'MEDIA_URL'],
      ...[
        'ENCRYPTION_KEY',
        'TASK_WORKFLOW',
        'DELIVERY_WORKFLOW',
        'PROVIDERS_TABLE',
        'RESOURCES_TABLE',
        'PARAMETERS_PATH',
        'RENDERS_AT_ONCE',
      ],
      ...['SPEECH_FUNCTION', 'LANGUAGE_FUNCTION'],
      ...['TRANSFER_FUNCTION', 'PROVIDER_FUNCTION', 'DELIVERY_FUNCTION'],
      ...['REQUESTS_PER_MINUTE', 'STARTS_PER_MINUTE', 'OPEN_TASKS'],
    ],
  },
  'describe-api': { may: {}, knows: ['MEDIA_BUCKET', 'MEDIA_URL'] },
  mcp: {
    may: {
      FunctionsApi: ['lambda:InvokeFunction'],
      FunctionsDescribeApi: ['lambda:InvokeFunction'],
    },
    knows: ['API_FUNCTION', 'DESCRIBE_FUNCTION'],
  },
  'create-user': {
    may: { TablesAccounts: readsAndWrites, TablesWebhooks: readsAndWrites, Key: sealsAndOpens },
    knows: ['ACCOUNTS_TABLE', 'WEBHOOKS_TABLE', 'ENCRYPTION_KEY'],
  },
  sweep: {
    may: {
      TablesTasks: readsAndWrites,
      TablesAccounts: readsAndWrites,
      TablesWebhooks: readsAndWrites,
      TaskWorkflowStateMachine: ['states:StartExecution'],
      'execution:TaskWorkflowStateMachine:*': ['states:DescribeExecution'],
      DeliveryWorkflowStateMachine: ['states:StartExecution'],
    },
    knows: [
      'TASKS_TABLE',
      'ACCOUNTS_TABLE',
      'WEBHOOKS_TABLE',
      'TASK_WORKFLOW',
      'DELIVERY_WORKFLOW',
    ],
  },
  'change-account': { may: { TablesAccounts: readsAndWrites }, knows: ['ACCOUNTS_TABLE'] },
  'revoke-token': { may: { TablesAccounts: readsAndWrites }, knows: ['ACCOUNTS_TABLE'] },
  'transfer-media': {
    may: { 'MediaBucket/uploads/*': ['s3:PutObject'] },
    knows: ['MEDIA_BUCKET', 'MEDIA_URL'],
  },
  'measure-media': {
    may: {
      'MediaBucket/results/*': ['s3:GetObject'],
      'MediaBucket/speech/*': ['s3:GetObject'],
    },
    knows: ['MEDIA_BUCKET', 'MEDIA_URL'],
  },
  speak: {
    may: { 'MediaBucket/speech/*': ['s3:PutObject'] },
    knows: ['MEDIA_BUCKET', 'MEDIA_URL'],
  },
  'classify-language': { may: {}, knows: [] },
  'call-provider': {
    may: {
      ...readsParameters,
      'MediaBucket/renders/*': ['s3:GetObject', 's3:PutObject'],
      'MediaBucket/results/*': ['s3:PutObject'],
      'MediaBucket/speech/*': ['s3:PutObject'],
      FunctionsMeasureMedia: ['lambda:InvokeFunction'],
    },
    knows: [
      ...['PARAMETERS_PATH', 'RENDERS_AT_ONCE', 'MEDIA_BUCKET', 'MEDIA_URL'],
      'MEASURE_FUNCTION',
    ],
  },
  'start-task': {
    may: {
      TablesTasks: readsAndWrites,
      TablesAccounts: readsAndWrites,
      TablesWebhooks: readsAndWrites,
      TablesProviders: readsAndWrites,
      TablesResources: reads,
      ...readsParameters,
      'MediaBucket/renders/*': ['s3:GetObject', 's3:PutObject'],
      Key: seals,
      FunctionsRenderPhoto: ['lambda:InvokeFunction'],
      'stateMachine:Reelhook-test-TaskWorkflow': resumes,
      DeliveryWorkflowStateMachine: ['states:StartExecution'],
    },
    knows: [
      ...['TASKS_TABLE', 'ACCOUNTS_TABLE', 'WEBHOOKS_TABLE', 'MEDIA_BUCKET', 'MEDIA_URL'],
      ...['ENCRYPTION_KEY', 'RENDER_FUNCTION', 'RESOURCES_TABLE', 'DELIVERY_WORKFLOW'],
      ...['PROVIDERS_TABLE', 'PARAMETERS_PATH', 'RENDERS_AT_ONCE', 'CALLBACK_URL'],
    ],
  },
  'check-task': {
    may: {
      TablesTasks: readsAndWrites,
      TablesWebhooks: readsAndWrites,
      TablesProviders: readsAndWrites,
      ...readsParameters,
      'MediaBucket/renders/*': ['s3:GetObject', 's3:PutObject'],
      'stateMachine:Reelhook-test-TaskWorkflow': resumes,
      DeliveryWorkflowStateMachine: ['states:StartExecution'],
    },
    knows: [
      'TASKS_TABLE',
      'WEBHOOKS_TABLE',
      'DELIVERY_WORKFLOW',
      'PROVIDERS_TABLE',
      'PARAMETERS_PATH',
      'RENDERS_AT_ONCE',
      'MEDIA_BUCKET',
      'MEDIA_URL',
    ],
  },
  'receive-callback': {
    may: {
      TablesTasks: readsAndWrites,
      TablesProviders: readsAndWrites,
      ...readsParameters,
      TaskWorkflowStateMachine: resumes,
    },
    knows: [
      'TASKS_TABLE',
      'PROVIDERS_TABLE',
      'PARAMETERS_PATH',
      'RENDERS_AT_ONCE',
      'MEDIA_BUCKET',
      'MEDIA_URL',
    ],
  },
  'finish-task': {
    may: {
      TablesTasks: readsAndWrites,
      TablesAccounts: readsAndWrites,
      TablesProviders: readsAndWrites,
      TablesWebhooks: readsAndWrites,
      ...readsParameters,
      'MediaBucket/renders/*': ['s3:GetObject'],
      'MediaBucket/results/*': ['s3:PutObject'],
      'MediaBucket/previews/*': ['s3:PutObject'],
      FunctionsMeasureMedia: ['lambda:InvokeFunction'],
      FunctionsRenderPhoto: ['lambda:InvokeFunction'],
      Key: sealsAndOpens,
      DeliveryWorkflowStateMachine: ['states:StartExecution'],
      'event-bus/default': ['events:PutEvents'],
    },
    knows: [
      ...[
        'PROVIDERS_TABLE',
        'PARAMETERS_PATH',
        'RENDERS_AT_ONCE',
        'WEBHOOKS_TABLE',
        'ENCRYPTION_KEY',
        'MEASURE_FUNCTION',
      ],
      ...['TASKS_TABLE', 'ACCOUNTS_TABLE', 'MEDIA_BUCKET', 'MEDIA_URL', 'DELIVERY_WORKFLOW'],
      'RENDER_FUNCTION',
    ],
  },
  'fail-task': {
    may: {
      TablesTasks: readsAndWrites,
      TablesAccounts: readsAndWrites,
      TablesProviders: readsAndWrites,
      TablesWebhooks: readsAndWrites,
      Key: sealsAndOpens,
      DeliveryWorkflowStateMachine: ['states:StartExecution'],
      'event-bus/default': ['events:PutEvents'],
    },
    knows: [
      ...['TASKS_TABLE', 'ACCOUNTS_TABLE', 'PROVIDERS_TABLE', 'WEBHOOKS_TABLE'],
      ...['MEDIA_URL', 'ENCRYPTION_KEY', 'DELIVERY_WORKFLOW'],
    ],
  },
  'attempt-delivery': {
    may: {
      TablesWebhooks: readsAndWrites,
      Key: sealsAndOpens,
      'stateMachine:Reelhook-test-DeliveryWorkflow': ['states:StartExecution'],
      'event-bus/default': ['events:PutEvents'],
    },
    knows: ['WEBHOOKS_TABLE', 'ENCRYPTION_KEY', 'DELIVERY_WORKFLOW'],
  },
  'render-photo': {
    may: {
      'MediaBucket/renders/*': ['s3:GetObject', 's3:PutObject'],
      'MediaBucket/results/*': ['s3:GetObject'],
      'MediaBucket/previews/*': ['s3:PutObject', 's3:DeleteObject'],
    },
    knows: ['MEDIA_BUCKET', 'MEDIA_URL'],
  },
};

/** What every function may do for its own log and traces, whatever it is for. */
const forEveryFunction =
  /^(logs:(CreateLogStream|PutLogEvents)|xray:Put(TraceSegments|TelemetryRecords))$/;

const knownToAll = ['LOOPBACK', 'LOG_LEVEL', 'POWERTOOLS_SERVICE_NAME'];

describe.each(functionNames)('the function %s', (name) => {
  const id = `Functions${name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
  const { LoggingConfig, Environment } = getProperties(id);

  it('keeps its log for 30 days', () => {
    expect(template.findResources('AWS::Logs::LogGroup')[LoggingConfig.LogGroup.Ref]).toMatchObject(
      {
        Properties: { RetentionInDays: 30 },
      },
    );
  });

  it('may do what its task needs and nothing else', () => {
    const may: Record<string, string[]> = {};
    for (const { action, resource } of permissionsOf(template, id)) {
      if (forEveryFunction.test(action)) continue;
      const place = resource
        .replace(/^arn:.*?:((?:execution|stateMachine):|(?:event-bus|parameter)\/)/, '$1')
        .replace(/\/index\/\w+$/, '');
      may[place] = [...new Set([...(may[place] ?? []), action])];
    }
    expect(may).toEqual(expected[name].may);
  });

  it('is told the name of everything it uses', () => {
    const names = Object.keys(Environment.Variables);
    expect(names.sort()).toEqual([...expected[name].knows, ...knownToAll].sort());
    expect(Environment.Variables['LOOPBACK']).toBe('refused');
  });
});

describe('the permissions of the whole stack', () => {
  const statements = Object.keys(template.findResources('AWS::IAM::Role')).flatMap((id) =>
    permissionsOf(template, id.replace(/Role[0-9A-F]{8}$/, '')),
  );

  it('name every action', () => {
    expect(statements.length).toBeGreaterThan(50);
    expect(statements.filter(({ action }) => action.includes('*'))).toEqual([]);
  });

  it('name every resource, but for those that AWS gives no way to name', () => {
    const unnamed = statements.filter(({ resource }) => resource === '*');
    // X-Ray and the set-up of log deliveries have no resources (Service Authorization Reference).
    const allowed = /^(xray:(Put|Get)|logs:\w*LogDeliver|logs:(PutResourcePolicy|Describe))/;
    expect(unnamed.filter(({ action }) => !allowed.test(action))).toEqual([]);
  });

  it('let nobody list a bucket, nor the renders do anything else than read results and make previews', () => {
    expect(statements.filter(({ action }) => action.startsWith('s3:List'))).toEqual([]);
    const renders = permissionsOf(template, 'FunctionsRenderPhoto')
      .filter(({ action }) => !forEveryFunction.test(action))
      .map(({ action, resource }) => `${action} ${resource}`);
    expect(renders).toEqual([
      's3:GetObject MediaBucket/renders/*',
      's3:GetObject MediaBucket/results/*',
      's3:PutObject MediaBucket/renders/*',
      's3:PutObject MediaBucket/previews/*',
      's3:DeleteObject MediaBucket/previews/*',
    ]);
  });

  it('end in a wildcard only within one folder, one function or one state machine', () => {
    const wide = statements.filter(({ resource }) => /.\*$/.test(resource));
    const allowed =
      /^(MediaBucket\/\w+\/\*|Functions\w+:\*|arn:.*:execution:TaskWorkflowStateMachine:\*|arn:.*:parameter\/reelhook\/prod\/\*)$/;
    expect(wide.filter(({ resource }) => !allowed.test(resource))).toEqual([]);
  });

  it('come from no policy that AWS manages', () => {
    template.allResourcesProperties('AWS::IAM::Role', {});
    for (const role of Object.values(template.findResources('AWS::IAM::Role'))) {
      expect(role['Properties']).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});

describe('the function api', () => {
  it('sees the secrets of providers sealed, and can not open them', () => {
    const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
    const denying = policies.filter(([, { Properties }]) =>
      Properties.PolicyDocument.Statement.some(
        (statement: object) =>
          JSON.stringify(statement) ===
          JSON.stringify({
            Action: 'kms:Decrypt',
            Condition: { StringLike: { 'kms:ViaService': 'ssm.*' } },
            Effect: 'Deny',
            Resource: '*',
          }),
      ),
    );
    expect(denying.map(([id]) => id)).toEqual([expect.stringMatching(/^FunctionsApiRole/)]);
  });
});

describe('a function that a caller waits for', () => {
  it('ends before the gateway cuts the request after 30 seconds', () => {
    expect(getProperties('FunctionsApi').Timeout).toBe(29);
    for (const name of ['TransferMedia', 'Speak', 'ClassifyLanguage', 'CallProvider']) {
      expect(getProperties(`Functions${name}`).Timeout).toBe(28);
    }
  });
});

describe('the function render-photo', () => {
  it('has two processors, time, and room for a video, and runs again after a fault', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 3_538,
      Timeout: 900,
      EphemeralStorage: { Size: 2_048 },
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 2 });
  });
});

describe('the local stage', () => {
  it('lets users give addresses on this machine; no other stage does', () => {
    const variables = { Environment: { Variables: { LOOPBACK: 'allowed' } } };
    synthesize({ stage: 'local' }).allResourcesProperties('AWS::Lambda::Function', variables);
    const other = { Environment: { Variables: { LOOPBACK: 'refused' } } };
    synthesize({ stage: 'test' }).allResourcesProperties('AWS::Lambda::Function', other);
  });
});

/** The properties of the function of that id; one that lacks a default of ours can't be read. */
function getProperties(id: string): z.output<typeof lambdaFunction> {
  const found = Object.entries(template.findResources('AWS::Lambda::Function'));
  const [, resource] = found.find(([key]) => new RegExp(`^${id}[0-9A-F]{8}$`).test(key)) ?? [];
  return lambdaFunction.parse(resource?.['Properties']);
}
