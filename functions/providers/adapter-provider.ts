import type { KindRequest, TaskKind } from '../catalog/catalog.ts';
import { type ImageToVideoRequest, imageToVideoRequest } from '../catalog/kinds/image-to-video.ts';
import type { OtherKinds } from './adapter.ts';
import { createProviderCallback } from './adapter-callback.ts';
import type { KindModel } from './kind-model.ts';
import { modelInput } from './model-input.ts';
import { findModel, getLength, modelRefusals } from './model-refusals.ts';
import { otherKindsOf, startOther } from './other-kinds.ts';
import type {
  Adapter,
  AdapterStart,
  Operation,
  OperationStatus,
  Picture,
  Provider,
  ProviderModel,
  QueryName,
  Refusal,
  StartCall,
} from './provider.ts';
import { ProviderError, tellsTheEnd } from './provider-error.ts';

export interface AdapterProviderOptions {
  readonly name: string;
  /** The models to offer, in order; the adapter's own where it is left out. */
  readonly models?: readonly [ProviderModel, ...ProviderModel[]] | undefined;
  /** What it answers at once; nothing where it is left out. */
  readonly queries?: readonly QueryName[] | undefined;
  /** The models of other kinds to offer, in order; the adapter's own where it is left out. */
  readonly kindModels?: readonly KindModel[] | undefined;
  /** Loads a picture through the guard, for providers that are given the bytes. */
  loadImage(url: string): Promise<{ bytes: Uint8Array; mediaType: string }>;
  /** True for an address that a provider can't reach, such as one on this machine. */
  isPrivate(url: string): boolean;
}

/** Puts an adapter behind the port: chooses the model, refuses what it doesn't take, has the pictures at hand. */
export function createProvider(adapter: Adapter, options: AdapterProviderOptions): Provider {
  const models = options.models ?? adapter.models;
  const { name, queries } = options;
  const { secondsBetweenChecks, callback } = adapter;
  const kindModels = options.kindModels ?? adapter.kindModels ?? [];
  const otherKinds = otherKindsOf(adapter, kindModels);
  return {
    name,
    models,
    kinds: [IMAGE_TO_VIDEO, ...(otherKinds?.kinds ?? [])],
    startsOncePerTask: adapter.startsOncePerTask,
    ...(secondsBetweenChecks === undefined ? {} : { secondsBetweenChecks }),
    ...(callback ? { callback: createProviderCallback(callback) } : {}),
    refusals(kind, request) {
      if (kind === IMAGE_TO_VIDEO) {
        return refusalsOf(adapter, models, options, imageToVideoRequest(request));
      }
      return otherRefusals(adapter, otherKinds, options, kind, request);
    },
    expectedSeconds(kind, request) {
      const others = kind === IMAGE_TO_VIDEO ? undefined : otherKinds;
      if (others) return others.expectedSeconds(kind, request);
      const asked = imageToVideoRequest(request);
      const { expectedSeconds } = findModel(models, asked) ?? models[0];
      return (expectedSeconds * asked.video_time) / 5;
    },
    async start(call) {
      if (call.kind !== IMAGE_TO_VIDEO) return startOther(adapter, kindModels, call);
      return adapter.start(await prepareStart(adapter, models, options, call));
    },
    check: (operation) => checkOrFail(adapter, operation),
    ...(queries ? { queries } : {}),
    ...(adapter.queryHandlers ? { queryHandlers: adapter.queryHandlers } : {}),
    ...(adapter.fetchResult ? { fetchResult: adapter.fetchResult } : {}),
    ...(adapter.cancel ? { cancel: adapter.cancel } : {}),
  };
}

/** A provider that answers a check with the work's end in its error, or knows nothing of it any more, has failed it. */
async function checkOrFail(adapter: Adapter, operation: Operation): Promise<OperationStatus> {
  try {
    return await adapter.check(operation);
  } catch (error) {
    if (!tellsTheEnd(error)) throw error;
    return { state: 'failed', code: error.code, message: error.message };
  }
}

/** The kind that every adapter makes. */
const IMAGE_TO_VIDEO: TaskKind = 'image-to-video';

type Models = readonly [ProviderModel, ...ProviderModel[]];

function refusalsOf(
  adapter: Adapter,
  models: Models,
  { name, isPrivate }: AdapterProviderOptions,
  request: ImageToVideoRequest,
): Refusal[] {
  const model = findModel(models, request);
  if (!model) {
    const names = models.map((known) => known.name).join(', ');
    return [{ field: 'model_version', message: `is not a model of ${name}, which has ${names}` }];
  }
  const refusals = [
    ...modelRefusals(model, request),
    ...(adapter.refusals?.(model, request) ?? []),
  ];
  if (adapter.pictures !== 'url') return refusals;
  for (const field of ['image_url', 'end_image_url'] as const) {
    const url = request[field];
    if (url === undefined || !isPrivate(url)) continue;
    const message = `must be a public address: ${name} fetches it by itself and takes no bytes`;
    refusals.push({ field, message });
  }
  return refusals;
}

function otherRefusals(
  { pictures, kindModels }: Adapter,
  others: OtherKinds | undefined,
  { name, isPrivate }: AdapterProviderOptions,
  kind: TaskKind,
  request: KindRequest,
): Refusal[] {
  if (!others?.kinds.includes(kind)) {
    return [{ field: 'provider', message: `names ${name}, which does not make ${kind}` }];
  }
  const refusals = others.refusals(kind, request);
  if (pictures !== 'url' && !kindModels) return refusals;
  const message = `must be a public address: ${name} fetches it by itself`;
  const unreachable = addressFields(request).filter(({ url }) => isPrivate(url));
  return [...refusals, ...unreachable.map(({ field }) => ({ field, message }))];
}

/** The fields of a request that hold addresses of media, by A2E's names for them: `…url`, `…urls`, `audioSrc`. */
function addressFields(request: KindRequest): { field: string; url: string }[] {
  return Object.entries(request).flatMap(([field, value]) => {
    if (!/url|src/i.test(field)) return [];
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((url) => (typeof url === 'string' ? [{ field, url }] : []));
  });
}

async function prepareStart(
  { pictures }: Adapter,
  models: Models,
  options: AdapterProviderOptions,
  call: StartCall,
): Promise<AdapterStart> {
  const request = imageToVideoRequest(call.request);
  const model = findModel(models, request);
  const seconds = model && getLength(model, request);
  if (!model || seconds === undefined) {
    throw new ProviderError('input_rejected', `${options.name} has no model for this request.`, {
      retryable: false,
    });
  }
  const image = await loadPicture(request.image_url, pictures, options);
  const last = request.model_type === 'FLF2V' ? request.end_image_url : undefined;
  const lastImage = last === undefined ? undefined : await loadPicture(last, pictures, options);
  const input = modelInput(model, { request, seconds, image, lastImage });
  return { ...call, request, model, seconds, image, ...(lastImage ? { lastImage } : {}), input };
}

async function loadPicture(
  url: string,
  pictures: Adapter['pictures'],
  { name, loadImage, isPrivate }: AdapterProviderOptions,
): Promise<Picture> {
  const isSent = typeof pictures === 'number' ? isPrivate(url) : pictures === 'bytes';
  if (!isSent) return { url };
  const picture = await loadImage(url).catch((error: unknown) => {
    const message = `The picture could not be loaded: ${error instanceof Error ? error.message : 'unknown'}`;
    throw new ProviderError('image_unreachable', message, { retryable: false, cause: error });
  });
  if (typeof pictures === 'number' && picture.bytes.byteLength > pictures) {
    const message = `${name} takes pictures of at most ${pictures} bytes here; this one has ${picture.bytes.byteLength}.`;
    throw new ProviderError('input_rejected', message, { retryable: false });
  }
  return picture;
}
