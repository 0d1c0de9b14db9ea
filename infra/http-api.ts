import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  type CorsPreflightOptions,
  HttpApi as GatewayApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { callbackPath } from '../functions/contract.ts';
import { ApiAddress } from './api-address.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stage.ts';
import { listChosenAtStart } from './start-parameters.ts';

/** One line per request. No header and no query is logged: they may hold a token. */
const accessLogLine = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latencyMilliseconds: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
  sourceIp: '$context.identity.sourceIp',
};

const callbackRoute = `${callbackPath}/{provider}/{taskId}`;

/** What the API is: the OpenAPI document, the texts for programs, the page that shows it, the console, and the files of both. */
export const documentRoutes = [
  '/',
  '/openapi.json',
  '/llms.txt',
  '/skill.md',
  '/docs',
  '/docs/{file}',
  '/console',
  '/console/{path+}',
] as const;

export interface HttpApiProps {
  /** Answers every request but those below. */
  readonly api: ServiceFunction;
  /** Answers agents. */
  readonly mcp: ServiceFunction;
  /** Answers what the API is. */
  readonly describeApi: ServiceFunction;
  /** Answers providers that call back. */
  readonly receiveCallback: ServiceFunction;
  readonly stage: Pick<Stage, 'name' | 'corsOrigins' | 'apiDomain' | 'webAclArn'>;
}

/**
 * The public address: every request goes to one function, whose route table answers unknown paths in JSON too; only
 * providers that call back, and who asks what the API is, have their own functions.
 */
export class HttpApi extends Construct {
  /** Without a slash at the end. */
  readonly url: string;
  /** What the API domain's DNS record must point to; undefined without a domain. */
  readonly dnsTarget: string | undefined;
  readonly id: string;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    const { api, describeApi, mcp, receiveCallback, stage } = props;
    const corsOrigins = listChosenAtStart(this, stage, {
      id: 'CorsOrigins',
      values: stage.corsOrigins,
      pattern: '^((\\*|https?://[^/, ]+)(, *(?=.)|$))*$',
      constraint: 'must be origins such as https://app.example.com, or *, separated by commas.',
    });
    const gateway = new GatewayApi(this, 'Gateway', {
      apiName: Stack.of(this).stackName,
      description: 'Reelhook: media tasks over the A2E API',
      createDefaultStage: false,
      ...(corsOrigins.length > 0 ? { corsPreflight: corsFor(corsOrigins) } : {}),
      defaultIntegration: new HttpLambdaIntegration('Api', api),
    });
    gateway.addRoutes({
      path: callbackRoute,
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('ReceiveCallback', receiveCallback),
    });
    gateway.addRoutes({
      path: '/mcp',
      // What is no POST is refused by it in MCP's own way.
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration('Mcp', mcp),
    });
    const describe = new HttpLambdaIntegration('DescribeApi', describeApi);
    for (const path of documentRoutes) {
      gateway.addRoutes({ path, methods: [HttpMethod.GET], integration: describe });
    }
    const accessLog = new LogGroup(this, 'AccessLog', {
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const gatewayStage = new HttpStage(this, 'DefaultStage', {
      httpApi: gateway,
      autoDeploy: true,
      throttle: { rateLimit: 1_000, burstLimit: 2_000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogLine)),
      },
    });
    const address = new ApiAddress(this, 'Address', { ...stage, gateway, gatewayStage });
    this.url = address.url;
    this.dnsTarget = address.dnsTarget;
    this.id = gateway.apiId;
  }
}

/** Never with credentials: the API knows no cookie, and a page must hold the token to send it. */
function corsFor(origins: readonly string[]): CorsPreflightOptions {
  const { GET, POST, PUT, PATCH, DELETE } = CorsHttpMethod;
  return {
    allowOrigins: [...origins],
    allowMethods: [GET, POST, PUT, PATCH, DELETE],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'prefer'],
    exposeHeaders: ['retry-after'],
    allowCredentials: false,
    maxAge: Duration.hours(1),
  };
}
