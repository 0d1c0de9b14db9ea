import type { KindRequest, TaskKind } from '../catalog/catalog.ts';
import type { Adapter, AdapterStart } from './adapter.ts';
import { createProviderCallback } from './adapter-callback.ts';
import { loadImages, type PictureAccess, refuseUnreachable } from './load-images.ts';
import { findModel, getExpectedSeconds, type Model } from './model.ts';
import { createModelInput } from './model-input.ts';
import { getModelRefusals } from './model-refusals.ts';
import type { Operation, OperationStatus, Refusal } from './operation.ts';
import type { Provider, StartCall } from './provider.ts';
import { isTaskOver, ProviderError } from './provider-error.ts';
import type { QueryName } from './provider-query.ts';

export interface ProviderOptions extends PictureAccess {
  /** What the operator calls the provider. */
  readonly name: string;
  /** The models to make available, in order. Optional; defaults to the adapter's own. */
  readonly models?: readonly Model[] | undefined;
  /** What it answers at once. Optional; defaults to nothing. */
  readonly queries?: readonly QueryName[] | undefined;
}

/** Puts an adapter behind the port: chooses the model, refuses what it doesn't take, fills its input. */
export function createProvider(adapter: Adapter, options: ProviderOptions): Provider {
  const { name, queries, models = adapter.models } = options;
  const { secondsBetweenChecks, callback, queryHandlers, fetchResult, cancel } = adapter;
  return {
    name,
    models,
    kinds: [...new Set(models.map(({ kind }) => kind))],
    startsOncePerTask: adapter.startsOncePerTask,
    ...(secondsBetweenChecks === undefined ? {} : { secondsBetweenChecks }),
    ...(callback ? { callback: createProviderCallback(callback) } : {}),
    refusals: (kind, request) => getRefusals(adapter, models, options, kind, request),
    expectedSeconds(kind, request) {
      const model = findModel(models, kind, request) ?? findModel(models, kind, {});
      return model ? getExpectedSeconds(model, request) : 0;
    },
    start: async (call) => adapter.start(await prepareStart(adapter, models, options, call)),
    check: (operation) => checkOrFail(adapter, operation),
    ...(queries ? { queries } : {}),
    ...(queryHandlers ? { queryHandlers } : {}),
    ...(fetchResult ? { fetchResult } : {}),
    ...(cancel ? { cancel } : {}),
  };
}

/** A provider that answers a check with the work's end in its error, or knows nothing of it any more, has failed it. */
async function checkOrFail(adapter: Adapter, operation: Operation): Promise<OperationStatus> {
  try {
    return await adapter.check(operation);
  } catch (error) {
    if (!isTaskOver(error)) throw error;
    return { state: 'failed', code: error.code, message: error.message };
  }
}

function getRefusals(
  adapter: Adapter,
  models: readonly Model[],
  options: ProviderOptions,
  kind: TaskKind,
  request: KindRequest,
): Refusal[] {
  const names = models.filter((model) => model.kind === kind).map((model) => model.name);
  if (names.length === 0) {
    return [{ field: 'provider', message: `names ${options.name}, which does not make ${kind}` }];
  }
  const model = findModel(models, kind, request);
  if (!model) {
    const message = `is not a model of ${options.name}, which has ${names.join(', ')}`;
    return [{ field: 'model_version', message }];
  }
  return [
    ...getModelRefusals(model, request),
    ...(adapter.refusals?.(model, request) ?? []),
    ...refuseUnreachable(kind, request, adapter.pictures, options),
  ];
}

async function prepareStart(
  { pictures }: Adapter,
  models: readonly Model[],
  options: ProviderOptions,
  call: StartCall,
): Promise<AdapterStart> {
  const { kind, request } = call;
  const model = findModel(models, kind, request);
  if (!model || getModelRefusals(model, request).length > 0) {
    throw new ProviderError('input_rejected', `${options.name} has no model for this request.`, {
      retryable: false,
    });
  }
  const images = await loadImages(kind, request, pictures, options);
  const inInput = pictures === 'bytes' ? {} : images;
  return { ...call, model, images, input: createModelInput(model, request, inInput) };
}
