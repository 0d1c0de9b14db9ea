import { describe, expect, it } from 'vitest';
import { resolveDeployment } from '../../../../infra/local/deployment.ts';
import { bucketType } from '../../../../infra/local/engines/buckets/bucket-type.ts';
import { functionType } from '../../../../infra/local/engines/functions/function-types.ts';
import { localEngines } from '../../../../infra/local/local-engines.ts';
import { readAssembly } from '../../../../infra/local/template.ts';
import { type Resources, writeAssembly } from './fixture.ts';

const addresses = { apiPort: 8787, mediaPort: 8788 };
const types = localEngines.flatMap((engine) => engine.types);
const distribution = {
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      DefaultCacheBehavior: { TargetOriginId: 'bucket' },
      Enabled: true,
      Origins: [
        {
          DomainName: { 'Fn::GetAtt': ['Media', 'RegionalDomainName'] },
          Id: 'bucket',
          S3OriginConfig: {},
        },
      ],
    },
  },
};

/** A placeholder as Fn::Sub has them. */
const name = (of: string) => `\${${of}}`;

function resolveResources(resources: Resources, template: object = {}) {
  return resolveDeployment(readAssembly(writeAssembly({ resources, template })), addresses, types);
}

/** What a value resolves to, seen through an output. */
function resolveValue(value: unknown, template: object = {}): string | undefined {
  const resources = { Media: { Type: 'AWS::S3::Bucket' }, Distribution: distribution };
  const outputs = { Value: { Value: value } };
  return resolveResources(resources, { ...template, Outputs: outputs }).outputs['Value'];
}

describe('the template on this machine', () => {
  it.each([
    [{ Ref: 'Media' }, 'media'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ 'Fn::GetAtt': ['Media', 'Arn'] }, 'arn:aws:s3:::media'],
    [{ 'Fn::GetAtt': 'Media.Arn' }, 'arn:aws:s3:::media'],
    [{ 'Fn::GetAtt': ['Distribution', 'DomainName'] }, 'localhost:8788'],
    [{ 'Fn::Join': ['', ['s3://', { Ref: 'Media' }, '/x']] }, 's3://media/x'],
    [
      { 'Fn::Sub': `arn:${name('AWS::Partition')}:${name('Media.Arn')}` },
      'arn:aws:arn:aws:s3:::media',
    ],
    [{ 'Fn::Sub': `${name('!Kept')}` }, name('Kept')],
    [
      { 'Fn::Sub': [`${name('A')}-${name('Media')}`, { A: { Ref: 'AWS::AccountId' } }] },
      '000000000000-media',
    ],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ 'Fn::If': ['IsHere', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['IsElsewhere', 'yes', 'no'] }, 'no'],
    [{ Ref: 'Parameter' }, 'its default'],
  ])('resolves %j', (value, expected) => {
    const conditions = {
      IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      IsElsewhere: { 'Fn::Not': [{ Condition: 'IsHere' }] },
    };
    const parameters = { Parameter: { Type: 'String', Default: 'its default' } };
    const resolved = resolveValue(value, { Conditions: conditions, Parameters: parameters });
    expect(resolved).toBe(expected);
  });

  it('leaves out properties without a value and resources whose condition is false', () => {
    const resources = {
      Media: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'AWS::NoValue' } } },
      Other: { Type: 'AWS::S3::Bucket', Condition: 'Never' },
    };
    const conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    const deployment = resolveResources(resources, { Conditions: conditions });
    expect(deployment.resourcesOf(bucketType)).toEqual([
      { logicalId: 'Media', name: 'Media', properties: {} },
    ]);
  });

  it('gives functions the values of roles and log groups without having any', () => {
    const directory = writeAssembly({
      functions: { Greet: '' },
      properties: {
        Greet: {
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Environment: { Variables: { ROLE: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
        },
      },
      resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Anything: 1 } } },
    });
    const [greet] = resolveDeployment(readAssembly(directory), addresses, types).resourcesOf(
      functionType,
    );
    expect(greet?.properties.Environment.Variables).toEqual({
      ROLE: 'arn:aws:iam:us-east-1:000000000000:Role',
    });
  });

  it('refuses everything it cannot do at once, by type, property and resource', () => {
    const resources = {
      Queue: { Type: 'AWS::SQS::Queue' },
      Media: {
        Type: 'AWS::S3::Bucket',
        Properties: { VersioningConfiguration: {}, CorsConfiguration: { CorsRules: [], Extra: 1 } },
      },
      Shared: { Type: 'AWS::KMS::Key', Properties: { KeySpec: { 'Fn::ImportValue': 'x' } } },
    };
    expect(() => resolveResources(resources)).toThrow(
      [
        "Reelhook's local run does not support AWS::SQS::Queue (resource Queue)",
        "Reelhook's local run does not support AWS::S3::Bucket property CorsConfiguration.Extra (resource Media)",
        "Reelhook's local run does not support AWS::S3::Bucket property VersioningConfiguration (resource Media)",
        "Reelhook's local run does not support Fn::ImportValue (resource Shared)",
      ].join('\n'),
    );
  });

  it('refuses an attribute that a type does not have here', () => {
    expect(() => resolveValue({ 'Fn::GetAtt': ['Media', 'WebsiteURL'] })).toThrow(
      "Reelhook's local run does not support AWS::S3::Bucket attribute WebsiteURL (output Value)",
    );
  });
});
