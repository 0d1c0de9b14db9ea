import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AwsAnswer, CallAws } from '../../infra/local/engines/aws-call.ts';
import { isInvokePath } from '../../infra/local/engines/functions/invoke-api.ts';
import type { Faults } from './faults.ts';

/** How a service refuses a request. */
interface Refusal {
  readonly status: number;
  readonly type: string;
}

interface Service {
  readonly name: string;
  readonly throttled: Refusal;
  readonly broken: Refusal;
}

const dynamoDb: Service = {
  name: 'DynamoDB',
  throttled: { status: 400, type: 'ProvisionedThroughputExceededException' },
  broken: { status: 500, type: 'InternalServerError' },
};
const lambda: Service = {
  name: 'Lambda',
  throttled: { status: 429, type: 'TooManyRequestsException' },
  broken: { status: 500, type: 'ServiceException' },
};
const s3: Service = {
  name: 'S3',
  throttled: { status: 503, type: 'SlowDown' },
  broken: { status: 500, type: 'InternalError' },
};
const others: Service = {
  name: '',
  throttled: { status: 400, type: 'ThrottlingException' },
  broken: { status: 500, type: 'InternalFailure' },
};

/** The AWS endpoint with faults: each request passes a point before it is carried out and one before it is answered. */
export function createFaultyEndpoint(endpoint: RequestListener, faults: Faults): RequestListener {
  return (request, response) => {
    const service = serviceOf(request);
    const what = describe(request, service);
    const fault = faults.nextRequest();
    faults.pass(`before ${what}`);
    if (fault === 'throttled' || fault === 'broken') {
      request.resume();
      return refuse(response, service[fault]);
    }
    beforeAnswer(response, () => {
      faults.pass(`after ${what}`);
      if (fault === 'lost') request.socket.destroy();
    });
    endpoint(request, response);
  };
}

/** The same for calls from inside. A lost answer is a rejection. */
export function createFaultyCalls(callAws: CallAws, faults: Faults): CallAws {
  return async (call) => {
    const request = { headers: { 'x-amz-target': call.target } };
    const service = serviceOf(request);
    const what = describe(request, service);
    const fault = faults.nextRequest();
    faults.pass(`before ${what}`);
    if (fault === 'throttled' || fault === 'broken') return refusalBy(service[fault]);
    const answer = await callAws(call);
    faults.pass(`after ${what}`);
    if (fault === 'lost') throw new Error('The answer was lost on the way');
    return answer;
  };
}

type RequestHead = Pick<IncomingMessage, 'headers'> &
  Partial<Pick<IncomingMessage, 'method' | 'url'>>;

function serviceOf({ headers, url = '/' }: RequestHead): Service {
  const target = String(headers['x-amz-target'] ?? '');
  if (target.startsWith('DynamoDB_')) return dynamoDb;
  if (isInvokePath(url)) return lambda;
  return target === '' ? s3 : others;
}

/** Such as `DynamoDB PutItem` or `S3 PUT results`. */
function describe({ headers, method, url = '/' }: RequestHead, service: Service): string {
  const [prefix = '', operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (operation !== undefined) return `${service.name || prefix} ${operation}`;
  const folder = url.split('?')[0]?.split('/')[2] ?? '';
  return service === s3 ? `S3 ${method} ${folder}` : `${service.name} Invoke`;
}

/** Runs `act` once, when the request has been carried out and nothing of it has been answered. */
function beforeAnswer(response: ServerResponse, act: () => void): void {
  const { writeHead } = response;
  response.writeHead = ((...parameters: Parameters<typeof writeHead>) => {
    response.writeHead = writeHead;
    act();
    return Reflect.apply(writeHead, response, parameters);
  }) as typeof writeHead;
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  const { status, headers, body } = refusalBy(refusal);
  response.writeHead(status, headers).end(body);
}

function refusalBy({ status, type }: Refusal): AwsAnswer {
  const message = 'This is a fault that the crash suite makes';
  const isXml = type === 'SlowDown' || type === 'InternalError';
  const body = isXml
    ? `<Error><Code>${type}</Code><Message>${message}</Message></Error>`
    : JSON.stringify({ __type: type, message });
  const headers = { 'content-type': isXml ? 'application/xml' : 'application/json' };
  return { status, headers, body };
}
