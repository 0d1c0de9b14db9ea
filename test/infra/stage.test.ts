import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

describe('the stage', () => {
  it('is prod unless another is named: what holds data is kept', () => {
    synthesize().allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
    synthesize({ stage: 'trial' }).allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  });

  it.each(['', 'Prod', '1st', 'a_b', 'a'.repeat(21)])('is refused by the name "%s"', (stage) => {
    expect(() => synthesize({ stage })).toThrow('is no name');
  });

  it.each(['x', -1, 65_536, 1.5])('is refused with the port %s when local', (port) => {
    expect(() => synthesize({ stage: 'local', port })).toThrow('"port"');
  });
});

describe('the memory of render-photo', () => {
  it('can be lowered for an account that may not have as much', () => {
    const template = synthesize({ renderMegabytes: 3008 });
    template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 3008, Timeout: 600 });
    expect(() => synthesize({ renderMegabytes: 128 })).toThrow('"renderMegabytes"');
  });
});

describe('the outputs', () => {
  it('hold a first task to paste, with the addresses of the stage', () => {
    const text = JSON.stringify(
      synthesize({ stage: 'local', port: 9000 }).findOutputs('FirstTask'),
    );
    expect(text).toContain('curl -s -X POST http://localhost:9000/api/v1/userImage2Video/start');
    expect(text).toContain('Authorization: Bearer $TOKEN');
    expect(text).toContain('http://');
    expect(text).not.toContain('https://');
  });

  it('name what the operator needs', () => {
    const names = Object.keys(synthesize().findOutputs('*')).sort();
    expect(names).toEqual([
      ...['ApiUrl', 'CreateUserFunctionName', 'FirstTask'],
      ...['MediaBucketName', 'MediaUrl', 'TaskWorkflowArn'],
    ]);
  });
});
