import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

describe('the stage', () => {
  it('is prod unless another is named: what holds data is kept', () => {
    synthesize().allResources('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate' });
    synthesize({ stage: 'trial' }).allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  });

  it.each(['', 'Prod', '1st', 'a_b', 'a'.repeat(21)])('is refused by the name "%s"', (stage) => {
    expect(() => synthesize({ stage })).toThrow("is not a stage's name");
  });

  it.each(['x', -1, 65_536, 1.5])('is refused with the port %s when local', (port) => {
    expect(() => synthesize({ stage: 'local', port })).toThrow('"port"');
  });
});

describe('the memory of render-photo', () => {
  it('can be lowered for an account that may not have as much', () => {
    const template = synthesize({ renderMegabytes: 3008 });
    template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 3008, Timeout: 900 });
    expect(() => synthesize({ renderMegabytes: 128 })).toThrow('"renderMegabytes"');
  });
});

describe('the renders at once', () => {
  const getRenders = (context: Record<string, unknown>) =>
    Object.values(synthesize(context).findResources('AWS::Lambda::Function')).flatMap(
      ({ Properties }) => Properties.Environment?.Variables?.RENDERS_AT_ONCE ?? [],
    );

  it('are bounded in a deployment; on one machine its processors do that', () => {
    expect(new Set(getRenders({}))).toEqual(new Set(['100']));
    expect(new Set(getRenders({ rendersAtOnce: 5 }))).toEqual(new Set(['5']));
    expect(getRenders({ stage: 'local' })).toEqual([]);
    expect(() => synthesize({ rendersAtOnce: 0 })).toThrow('"rendersAtOnce"');
  });
});

describe('the limits of a token and of its owner', () => {
  const getLimits = (context: Record<string, unknown>) => {
    const functions = synthesize(context).findResources('AWS::Lambda::Function');
    const [, api] =
      Object.entries(functions).find(([id]) => /^FunctionsApi[0-9A-F]{8}$/.test(id)) ?? [];
    const { REQUESTS_PER_MINUTE, STARTS_PER_MINUTE, OPEN_TASKS, TASKS_PER_DAY } =
      api?.['Properties'].Environment.Variables ?? {};
    return [REQUESTS_PER_MINUTE, STARTS_PER_MINUTE, OPEN_TASKS, TASKS_PER_DAY];
  };

  it('are generous, and the operator’s to set', () => {
    expect(getLimits({})).toEqual(['600', '120', '10000', undefined]);
    const given = { requestsPerMinute: 5, startsPerMinute: 1, openTasks: 7, tasksPerDay: 9 };
    expect(getLimits(given)).toEqual(['5', '1', '7', '9']);
    expect(() => synthesize({ startsPerMinute: 0 })).toThrow('"startsPerMinute"');
    expect(() => synthesize({ openTasks: 1_000_001 })).toThrow('"openTasks"');
    expect(() => synthesize({ tasksPerDay: 'many' })).toThrow('"tasksPerDay"');
  });
});

describe('the origins of pages that may call the API', () => {
  it('are none unless some are named', () => {
    const [api] = Object.values(synthesize().findResources('AWS::ApiGatewayV2::Api'));
    expect(api?.['Properties']).not.toHaveProperty('CorsConfiguration');
  });

  it('are named by the operator, and get no cookies', () => {
    const corsOrigins = ['https://a.example.com', 'http://localhost:3000'];
    synthesize({ corsOrigins }).hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['https://a.example.com', 'http://localhost:3000'],
        AllowCredentials: false,
        AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'prefer'],
        ExposeHeaders: ['retry-after'],
      },
    });
  });

  it.each(['a.example.com', 'https://a.example.com/', 'ftp://a', 'null', 'https://a.com/x'])(
    'are refused when one is no origin: %s',
    (corsOrigins) => {
      const where = `"corsOrigins" holds "${corsOrigins}": give origins such as`;
      expect(() => synthesize({ corsOrigins: [corsOrigins] })).toThrow(where);
      expect(() => synthesize({ stage: 'local', corsOrigins })).toThrow(where);
    },
  );
});

describe('the outputs', () => {
  it('hold a first task to paste, with the addresses of the stage', () => {
    const template = synthesize({ stage: 'local', port: 9000 });
    const text = JSON.stringify(template.findOutputs('FirstTask'));
    expect(text).toContain('"curl -s -X POST ",{"Ref":"PublicApiUrl"},"/api/v1/userImage2Video');
    template.hasParameter('PublicApiUrl', { Default: 'http://localhost:9000' });
    template.hasParameter('PublicMediaUrl', { Default: 'http://localhost:9001' });
    expect(text).toContain('Authorization: Bearer $TOKEN');
  });

  it('name what the operator needs', () => {
    const names = Object.keys(synthesize().findOutputs('*')).sort();
    expect(names).toEqual([
      ...[
        'ApiFunctionName',
        'ApiUrl',
        'ChangeAccountFunctionName',
        'CreateUserFunctionName',
        'FirstTask',
      ],
      ...['MediaAccessLogName', 'MediaBucketName', 'MediaUrl', 'ParameterNames'],
      'RevokeTokenFunctionName',
      ...['SecretParameterNames', 'SetupUrl', 'SweepFunctionName', 'TaskWorkflowArn'],
    ]);
  });
});
