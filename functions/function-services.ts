import { invokeFunction } from './aws/lambda/invoke-function.ts';
import { lambdaFunction } from './aws-services.ts';
import type { Config } from './config.ts';
import type { TransferredMedia } from './media/transfer-media.ts';
import type { Classified } from './speech/classify-language.ts';
import type { Speech } from './speech/speak.ts';
import type { Utterance } from './speech/synthesizer.ts';
import type { DeliveryReference } from './webhooks/delivery.ts';

/** What other functions of ours do while the API's caller waits. */
export function calledFunctionsOf(config: Config) {
  return {
    attempt: (delivery: DeliveryReference) =>
      invokeFunction(lambdaFunction(config, 'DELIVERY_FUNCTION'), delivery),
    transfer: (call: { owner: string; url: string }) =>
      invokeFunction(
        lambdaFunction(config, 'TRANSFER_FUNCTION'),
        call,
      ) as Promise<TransferredMedia>,
    speak: (utterance: Utterance) =>
      invokeFunction(lambdaFunction(config, 'SPEECH_FUNCTION'), utterance) as Promise<Speech>,
    classify: (text: string) =>
      invokeFunction(lambdaFunction(config, 'LANGUAGE_FUNCTION'), { text }) as Promise<Classified>,
  };
}
