import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { createKeepFile } from '../media/keep-file.ts';
import { type ProviderReply, providerQuery, runQuery } from '../provider-queries/run-query.ts';
import { type StoppedWork, startedWork, stopProvider } from '../provider-queries/stop-provider.ts';
import { mediaStore } from '../service/aws.ts';
import { warn } from '../service/logger.ts';
import { measure } from '../service/measure.ts';
import { providerDownload } from '../service/network.ts';
import { providers } from '../service/providers.ts';
import { step } from './step.ts';

const context = {
  ...providers(),
  keepFile: createKeepFile({ media: mediaStore(), download: providerDownload(), measure }),
  timeOut: (seconds: number) => setTimeout<void>(seconds * 1000),
  warn,
};

/** Asked by the API for what a provider answers at once, and to stop work: it holds the providers' credentials. */
export const handler = step(
  'call-provider',
  z.union([providerQuery, startedWork]),
  async (call): Promise<ProviderReply | StoppedWork> =>
    'query' in call ? runQuery(context, call) : stopProvider(context, call),
);
