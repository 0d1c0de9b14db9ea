import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const production = synthesize();
const trial = synthesize({ stage: 'trial' });

describe('every table', () => {
  it('is paid by use, encrypted, recoverable to any second, and forgets what has expired', () => {
    production.resourceCountIs('AWS::DynamoDB::GlobalTable', 5);
    production.allResourcesProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: [
        Match.objectLike({
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: false,
        }),
      ],
    });
  });

  it('can be protected from everyone, once the first deployment has succeeded', () => {
    synthesize({ protectTables: true }).allResourcesProperties('AWS::DynamoDB::GlobalTable', {
      Replicas: [Match.objectLike({ DeletionProtectionEnabled: true })],
    });
  });

  it('outlives the production stack and goes with any other, or with a first deployment that fails', () => {
    production.allResources('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    trial.allResources('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
  });

  it('has the keys and indexes that the code asks for', () => {
    const indexes = Object.values(production.findResources('AWS::DynamoDB::GlobalTable')).map(
      ({ Properties }) => [
        keysOf(Properties),
        (Properties.GlobalSecondaryIndexes ?? []).map(keysOf),
      ],
    );
    expect(indexes).toEqual([
      [
        ['id'],
        [
          ['byList', 'list', 'listedAt', 'KEYS_ONLY'],
          ['byOwner', 'listOwner', 'listedAt', 'KEYS_ONLY'],
          ['byStatus', 'listStatus', 'listedAt', 'KEYS_ONLY'],
          ['byExternalId', 'label', 'listedAt', 'KEYS_ONLY'],
          ['byOpen', 'open', 'openSince', 'KEYS_ONLY'],
        ],
      ],
      [
        ['pk', 'sk'],
        [
          ['byHolding', 'holding', 'holdsSweptAt', 'KEYS_ONLY'],
          ['byOwner', 'owner', 'at', 'ALL'],
        ],
      ],
      [
        ['pk', 'sk'],
        [
          ['gsi1', 'gsi1pk', 'gsi1sk', 'ALL'],
          ['gsi2', 'gsi2pk', 'gsi2sk', 'ALL'],
        ],
      ],
      [['pk', 'sk'], []],
      [['pk', 'sk'], []],
    ]);
  });
});

describe('the media bucket', () => {
  it('is private, encrypted and reached over TLS only', () => {
    production.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.anyValue(),
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(bucketStatements()).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('forgets renders after a day, uploads and speech after a week, results after 30 days', () => {
    production.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          // More than an upload may have, where its length was not told beforehand.
          {
            ...{ Prefix: 'uploads/', ExpirationInDays: 1, Status: 'Enabled' },
            ObjectSizeGreaterThan: '104857600',
          },
          { Prefix: 'renders/', ExpirationInDays: 1, Status: 'Enabled' },
          { Prefix: 'uploads/', ExpirationInDays: 7, Status: 'Enabled' },
          { Prefix: 'speech/', ExpirationInDays: 7, Status: 'Enabled' },
          { Prefix: 'results/', ExpirationInDays: 30, Status: 'Enabled' },
          { Prefix: 'previews/', ExpirationInDays: 30, Status: 'Enabled' },
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
        ],
      },
    });
  });

  it('notes who asked it for what, in a bucket that only S3 writes to, for 90 days', () => {
    production.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: { DestinationBucketName: { Ref: Match.stringLikeRegexp('AccessLog') } },
      CorsConfiguration: Match.anyValue(),
    });
    production.hasResourceProperties('AWS::S3::Bucket', {
      AccessControl: Match.absent(),
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
    });
  });

  it('lets a browser PUT a file', () => {
    production.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: {
        CorsRules: [Match.objectLike({ AllowedMethods: Match.arrayWith(['GET', 'PUT']) })],
      },
    });
  });

  it('is read through the distribution alone, and work in progress not even there', () => {
    const byCloudFront = bucketStatements().filter(({ Principal }) =>
      JSON.stringify(Principal).includes('cloudfront'),
    );
    expect(byCloudFront).toEqual([
      expect.objectContaining({ Effect: 'Deny', Resource: endingIn('/renders/*') }),
      expect.objectContaining({ Effect: 'Allow', Condition: { StringEquals: expect.anything() } }),
    ]);
  });
});

describe('the distribution', () => {
  it('signs its requests to the bucket, and serves over TLS', () => {
    production.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    });
    production.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' } },
    });
  });

  it('never lets an uploaded file run as a page', () => {
    production.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentTypeOptions: { Override: true },
          ContentSecurityPolicy: {
            Override: true,
            ContentSecurityPolicy: Match.stringLikeRegexp("default-src 'none'.*sandbox$"),
          },
        },
      },
    });
  });
});

describe('the key', () => {
  it('is rotated', () => {
    production.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });
});

describe('every log group', () => {
  it('keeps its lines for 30 days, or for as long as the operator says', () => {
    production.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    const longer = synthesize({ logRetentionDays: 365 });
    longer.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    expect(() => synthesize({ logRetentionDays: 31 })).toThrow('"logRetentionDays"');
  });
});

function keysOf(table: {
  IndexName?: string;
  KeySchema: { AttributeName: string }[];
  Projection?: { ProjectionType: string };
}): string[] {
  const { IndexName, KeySchema, Projection } = table;
  const names = [IndexName, ...KeySchema.map(({ AttributeName }) => AttributeName)];
  return [...names, Projection?.ProjectionType].filter((name) => name !== undefined);
}

function bucketStatements(): { Principal: unknown }[] {
  const policies = Object.entries(production.findResources('AWS::S3::BucketPolicy'));
  const [, policy] = policies.find(([id]) => id.startsWith('MediaBucketPolicy')) ?? [];
  return policy?.['Properties'].PolicyDocument.Statement;
}

function endingIn(suffix: string): unknown {
  return { 'Fn::Join': ['', [expect.anything(), suffix]] };
}
