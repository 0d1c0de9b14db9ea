import type { Acknowledgement } from './acknowledgement.ts';
import { documentRoutes } from './http-api.ts';
import type { Stage } from './stage.ts';

const distribution = 'Media/Distribution';
const apiDistribution = 'HttpApi/Address/Distribution';

const onEveryStage: readonly Acknowledgement[] = [
  {
    on: 'HttpApi/Gateway/DefaultRoute',
    id: 'AwsSolutions-APIG4',
    reason:
      "The api function reads the API token itself, so that a refusal comes in A2E's envelope and a token that is taken back ends with the next request.",
  },
  {
    on: 'HttpApi/Gateway/POST--api--v1--callbacks--{provider}--{taskId}',
    id: 'AwsSolutions-APIG4',
    reason:
      "Providers have no API token. receive-callback lets in who knows the task's secret address and, where the provider signs, its signature; and then only asks the provider.",
  },
  {
    on: 'HttpApi/Gateway/ANY--mcp',
    id: 'AwsSolutions-APIG4',
    reason:
      "The mcp function does nothing but call the API's function with the caller's own token, which reads it.",
  },
  ...documentRoutes.map((path) => ({
    on: `HttpApi/Gateway/GET${path.replaceAll('/', '--')}`,
    id: 'AwsSolutions-APIG4',
    reason: 'What the API is, is no secret: the document and its page are the same for everyone.',
  })),
  {
    on: distribution,
    id: 'AwsSolutions-CFR1',
    reason: 'An open service: whoever was given the link may read the file, wherever that is.',
  },
  {
    on: distribution,
    id: 'AwsSolutions-CFR3',
    reason:
      'Its standard log can not be written to a bucket in some regions (CloudFront Developer Guide, "Standard logging"), where the stack could then not be deployed. What reaches the bucket is in the access log of the bucket.',
  },
];

/** Findings in what faces callers, some of it only with a stage's options. */
export function acknowledgementsAtTheEdge(stage: Stage): Acknowledgement[] {
  const { alarmEmail, apiDomain, mediaDomain, webAclArn } = stage;
  return [
    ...onEveryStage,
    ...(alarmEmail ? [undeliverableEmail] : []),
    ...(mediaDomain ? [] : [minimumTls(distribution)]),
    ...(webAclArn ? inFrontOfTheApi : [withoutWebAcl]),
    ...(webAclArn && !apiDomain ? [minimumTls(apiDistribution)] : []),
  ];
}

const undeliverableEmail: Acknowledgement = {
  on: 'Monitoring/Alarms',
  id: 'Serverless-SNSRedrivePolicy',
  reason:
    'An e-mail that can not be delivered would lie in a queue that nobody reads. The alarm stays red in CloudWatch, and SNS repeats for hours.',
};

const withoutWebAcl: Acknowledgement = {
  on: distribution,
  id: 'AwsSolutions-CFR2',
  reason:
    'It serves files from a bucket by GET and HEAD: nothing behind it reads a query, a header or a body. A web ACL costs money every month; it is an option of the stage.',
};

const inFrontOfTheApi: readonly Acknowledgement[] = [
  {
    on: apiDistribution,
    id: 'AwsSolutions-CFR1',
    reason: 'An open service: whoever holds a token may call it, wherever that is.',
  },
  {
    on: apiDistribution,
    id: 'AwsSolutions-CFR3',
    reason:
      "Every request that passes it is in the API's own access log; what the web ACL turned away is in the log of the web ACL.",
  },
];

function minimumTls(on: string): Acknowledgement {
  return {
    on,
    id: 'AwsSolutions-CFR4',
    reason:
      'CloudFront lets the minimum be chosen only with a domain name and certificate of the operator (CloudFront Developer Guide, "Supported protocols and ciphers"). Viewers that can do TLS 1.2 or 1.3 use it.',
  };
}
