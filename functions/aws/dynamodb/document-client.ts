import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { type PostAnswer, postJson } from '../post-json.ts';
import { retryPassing } from '../retry-passing.ts';
import { type AwsKeys, createRequestSigner } from '../sign-request.ts';
import type { DocumentClient } from './commands.ts';
import { toOutput, toRequest } from './document-json.ts';

/** Where DynamoDB is, and as whom it is called. */
export interface DynamoDbPlace {
  readonly url: string;
  readonly region: string;
  readonly keys: AwsKeys;
}

/** As the SDK has it for DynamoDB (AWS SDKs and Tools Reference Guide, "Retry behavior"). */
const ATTEMPT_MILLISECONDS = 5_000;

/** Refusals with 400 after which the same call may be done (DynamoDB Developer Guide, "Error messages and codes"). */
const PASSING = new Set([
  'ItemCollectionSizeLimitExceededException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);

const refusal = z.object({
  __type: z.string(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/**
 * The client that our stores speak to DynamoDB with, by the SDK's types, values and errors but past its client, which
 * takes several times the CPU for each call and most of a bundle (docs/decisions/2026-11-29-calls-past-the-sdk.md). What
 * was throttled, failed on DynamoDB's side or got no answer is sent again.
 * @param pause optional; defaults to real time
 */
export function createDocumentClient(
  { url, region, keys }: DynamoDbPlace,
  pause?: (milliseconds: number) => Promise<unknown>,
): DocumentClient {
  const address = new URL(url);
  const sign = createRequestSigner({ keys, region, service: 'dynamodb' });

  async function attempt(operation: string, body: string): Promise<PostAnswer | Error> {
    const named = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const headers = sign({ method: 'POST', url: address, headers: named, body }, Date.now());
    const limit = { timeoutMilliseconds: ATTEMPT_MILLISECONDS };
    const answer = await postJson({ url: address, headers, body, ...limit });
    return answer.status === 200 ? answer : toError(answer);
  }

  return {
    async send(command) {
      const body = toRequest(command);
      const answer = await retryPassing(
        () => attempt(command.operation, body).catch((error: Error) => error),
        (failed) => failed instanceof Error && isPassing(failed),
        pause,
      );
      if (answer instanceof Error) throw answer;
      return toOutput(command, answer.body);
    },
  };
}

/** As the SDK makes them: conditions that do not hold have their own class. */
function toError({ status, body }: PostAnswer): DynamoDBServiceException {
  const { __type, message, Message } = refusal.catch({ __type: 'UnknownError' }).parse(parse(body));
  const name = __type.split('#').at(-1) ?? __type;
  const facts = { message: message ?? Message ?? name, $metadata: { httpStatusCode: status } };
  if (name === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(facts);
  return new DynamoDBServiceException({
    ...{ name, ...facts },
    $fault: status < 500 ? 'client' : 'server',
  });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isPassing(error: Error): boolean {
  if (!(error instanceof DynamoDBServiceException)) return true;
  return (error.$metadata.httpStatusCode ?? 500) >= 500 || PASSING.has(error.name);
}
