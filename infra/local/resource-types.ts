import { bucketType } from './engines/buckets/bucket-type.ts';
import { distributionType, responseHeadersPolicyType } from './engines/distribution-types.ts';
import { eventInvokeConfigType, functionType } from './engines/functions/function-types.ts';
import { apiType, integrationType, routeType, stageType } from './engines/http-api/api-types.ts';
import { keyType } from './engines/key-type.ts';
import { ruleType } from './engines/schedules.ts';
import { stateMachineType } from './engines/state-machine-type.ts';
import { globalTableType, tableType } from './engines/tables/table-types.ts';
import type { ResourceType } from './resource-type.ts';

/** The resource types that an engine stands in for. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    apiType,
    bucketType,
    distributionType,
    eventInvokeConfigType,
    functionType,
    globalTableType,
    integrationType,
    keyType,
    responseHeadersPolicyType,
    routeType,
    ruleType,
    stageType,
    stateMachineType,
    tableType,
  ].map((resourceType) => [resourceType.type, resourceType]),
);

/** Resource types that say who may do what, or what is watched: they mean nothing on one machine. */
export const meaninglessTypes: ReadonlySet<string> = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'Custom::S3AutoDeleteObjects',
]);
