import * as z from 'zod';
import { type KindRequest, taskKinds } from '../../catalog/catalog.ts';
import type { AdapterDefinition } from '../adapter.ts';
import type { Model } from '../model.ts';
import { ANY_VERSION } from '../model.ts';
import type { Refusal } from '../operation.ts';
import { type FailureCode, failureCodes } from '../provider-error.ts';
import { readScript, type Script } from './script.ts';

const code = z.enum(Object.keys(failureCodes) as [FailureCode, ...FailureCode[]]);

export const scriptSchema = z.object({
  queueSeconds: z.number().nonnegative().default(0),
  takesSeconds: z.number().nonnegative().default(1),
  progress: z.boolean().default(false),
  failsWith: code.optional(),
  refusesWith: code.optional(),
  losesAnswer: z.boolean().default(false),
  neverEnds: z.boolean().default(false),
});

const models: readonly Model[] = taskKinds.map((kind) => ({
  kind,
  name: kind === 'image-to-video' ? 'mock' : ANY_VERSION,
  id: 'mock',
  expectedSeconds: 1,
}));

/** Plays a script, of every kind of task. */
export const mock: AdapterDefinition = {
  type: 'mock',
  kinds: taskKinds,
  describe(settings) {
    const defaults = scriptSchema.parse(settings);
    return {
      startsOncePerTask: false,
      models,
      pictures: 'ignored',
      refusals: (_model, request) => createRefusals(request, defaults),
    };
  },
};

function createRefusals(request: KindRequest, defaults: Script): Refusal[] {
  const script = readScript(getPrompt(request), defaults);
  return typeof script === 'string' ? [{ field: 'prompt', message: script }] : [];
}

/** Kinds without a prompt take their script in the name. */
export function getPrompt({ prompt, name }: KindRequest): string {
  return typeof prompt === 'string' ? prompt : (name ?? '');
}
