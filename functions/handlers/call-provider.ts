import { setTimeout } from 'node:timers/promises';
import { createKeepFile } from '../media/keep-file.ts';
import { providerQuery, runQuery } from '../provider-queries/run-query.ts';
import { mediaStore } from '../service/aws.ts';
import { providerDownload } from '../service/network.ts';
import { providers } from '../service/providers.ts';
import { step } from './step.ts';

const context = {
  providersForQuery: providers().providersForQuery,
  keepFile: createKeepFile({ media: mediaStore(), download: providerDownload() }),
  timeOut: (seconds: number) => setTimeout<void>(seconds * 1000),
};

/** Asked by the API for what a provider answers at once: the one function that uses its credentials while a caller waits. */
export const handler = step('call-provider', providerQuery, (call) => runQuery(context, call));
