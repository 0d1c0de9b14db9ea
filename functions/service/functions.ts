import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2 as HttpAnswer,
} from 'aws-lambda';
import { invokeFunction, type LambdaFunction } from '../aws/lambda/invoke-function.ts';
import type { TransferredMedia } from '../media/transfer-media.ts';
import type { ProviderQuery, ProviderReply } from '../provider-queries/run-query.ts';
import type { StartedWork, StoppedWork } from '../provider-queries/stop-provider.ts';
import type { StopOutcome } from '../providers/stop-work.ts';
import type { Classified } from '../speech/classify-language.ts';
import type { OwnUtterance, Speech } from '../speech/speak.ts';
import type { DeliveryReference } from '../webhooks/delivery.ts';
import { awsService } from './aws.ts';
import { variable } from './environment.ts';

/** Another function of this deployment, by the variable that holds its name. */
export function lambdaFunction(
  name:
    | 'RENDER_FUNCTION'
    | 'TRANSFER_FUNCTION'
    | 'MEASURE_FUNCTION'
    | 'DELIVERY_FUNCTION'
    | 'SPEECH_FUNCTION'
    | 'LANGUAGE_FUNCTION'
    | 'PROVIDER_FUNCTION'
    | 'API_FUNCTION'
    | 'DESCRIBE_FUNCTION',
): LambdaFunction {
  return { ...awsService('lambda', 'LAMBDA'), functionName: variable(name) };
}

/** What other functions of this deployment do while a caller waits. */
export const calledFunctions = {
  attempt: (delivery: DeliveryReference) =>
    invokeFunction(lambdaFunction('DELIVERY_FUNCTION'), delivery),
  transfer: (call: { url: string }) =>
    invokeFunction(lambdaFunction('TRANSFER_FUNCTION'), call) as Promise<TransferredMedia>,
  speak: (utterance: OwnUtterance) =>
    invokeFunction(lambdaFunction('SPEECH_FUNCTION'), utterance) as Promise<Speech>,
  classify: (text: string) =>
    invokeFunction(lambdaFunction('LANGUAGE_FUNCTION'), { text }) as Promise<Classified>,
  /** Calls a provider by the function that holds the providers' credentials. */
  callProvider: (call: ProviderQuery) =>
    invokeFunction(lambdaFunction('PROVIDER_FUNCTION'), call) as Promise<ProviderReply>,
  /** A request to the API, as the HTTP API makes it. */
  api: (event: APIGatewayProxyEventV2) =>
    invokeFunction(lambdaFunction('API_FUNCTION'), event) as Promise<HttpAnswer>,
  /** A request about what the API is. */
  describeApi: (event: APIGatewayProxyEventV2) =>
    invokeFunction(lambdaFunction('DESCRIBE_FUNCTION'), event) as Promise<HttpAnswer>,
  /** Has a provider stop work, by the same function. */
  async stopWork(work: StartedWork): Promise<StopOutcome> {
    const reply = await invokeFunction(lambdaFunction('PROVIDER_FUNCTION'), work);
    return (reply as StoppedWork).outcome;
  },
};
