import * as z from 'zod';
import {
  booleanProperty,
  ignored,
  numberProperty,
  type ResourceType,
} from '../../resource-type.ts';

const apiProperties = z.strictObject({
  ...ignored('Description', 'Name', 'Tags', 'Version'),
  CorsConfiguration: z
    .strictObject({
      AllowCredentials: booleanProperty.default(false),
      AllowHeaders: z.array(z.string()).default([]),
      AllowMethods: z.array(z.string()).default([]),
      AllowOrigins: z.array(z.string()).default([]),
      ExposeHeaders: z.array(z.string()).default([]),
      MaxAge: numberProperty.optional(),
    })
    .optional(),
  DisableExecuteApiEndpoint: z.literal(false).optional(),
  ProtocolType: z.literal('HTTP'),
});

export type ApiProperties = z.infer<typeof apiProperties>;

export const apiType: ResourceType<typeof apiProperties> = {
  type: 'AWS::ApiGatewayV2::Api',
  properties: apiProperties,
  reference: ({ logicalId }) => logicalId,
  attributes: ({ logicalId, addresses }) => ({
    ApiEndpoint: `http://localhost:${addresses.apiPort}`,
    ApiId: logicalId,
  }),
};

const integrationProperties = z.strictObject({
  ...ignored('ApiId', 'ConnectionType', 'Description', 'IntegrationMethod'),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: numberProperty.default(30_000),
});

export type IntegrationProperties = z.infer<typeof integrationProperties>;

export const integrationType: ResourceType<typeof integrationProperties> = {
  type: 'AWS::ApiGatewayV2::Integration',
  properties: integrationProperties,
  reference: ({ logicalId }) => logicalId,
  attributes: () => ({}),
};

const routeProperties = z.strictObject({
  ...ignored('ApiId', 'OperationName'),
  AuthorizationType: z.literal('NONE').optional(),
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
});

export type RouteProperties = z.infer<typeof routeProperties>;

export const routeType: ResourceType<typeof routeProperties> = {
  type: 'AWS::ApiGatewayV2::Route',
  properties: routeProperties,
  reference: ({ logicalId }) => logicalId,
  attributes: () => ({}),
};

const stageProperties = z.strictObject({
  ...ignored(
    'AccessLogSettings',
    'ApiId',
    'DefaultRouteSettings',
    'Description',
    'RouteSettings',
    'Tags',
  ),
  AutoDeploy: booleanProperty.optional(),
  StageName: z.literal('$default'),
});

export const stageType: ResourceType<typeof stageProperties> = {
  type: 'AWS::ApiGatewayV2::Stage',
  properties: stageProperties,
  reference: ({ logicalId }) => logicalId,
  attributes: () => ({}),
};
