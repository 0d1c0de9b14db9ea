import type { TaskKind } from '../catalog/catalog.ts';
import type { Adapter, AdapterDescription, OtherKinds } from './adapter.ts';
import { findKindModel, type KindModel, kindModelInput, kindModelRefusals } from './kind-model.ts';
import type { Operation, StartCall } from './provider.ts';
import { ProviderError } from './provider-error.ts';

/** What an adapter makes beside image-to-video: as it says itself, or by models that are data. */
export function otherKindsOf(
  { others }: AdapterDescription,
  models: readonly KindModel[],
): OtherKinds | undefined {
  if (others || models.length === 0) return others;
  const kinds: readonly TaskKind[] = [...new Set(models.map(({ kind }) => kind))];
  return {
    kinds,
    refusals: (kind, request) => kindModelRefusals(models, kind, request),
    expectedSeconds: (kind, request) =>
      findKindModel(models, kind, request)?.expectedSeconds ?? models[0]?.expectedSeconds ?? 0,
  };
}

/** Starts a task of another kind than image-to-video. @throws ProviderError, StartOutcomeUnknownError */
export async function startOther(
  adapter: Adapter,
  models: readonly KindModel[],
  call: StartCall,
): Promise<Operation> {
  if (adapter.startOther) return adapter.startOther(call);
  const { kind, request, taskId, callbackUrl } = call;
  const model = findKindModel(models, kind, request);
  if (!model || !adapter.startModel) {
    const message = `There is no model for this request of ${kind}.`;
    throw new ProviderError('input_rejected', message, { retryable: false });
  }
  const input = kindModelInput(model, request);
  const callback = callbackUrl === undefined ? {} : { callbackUrl };
  return adapter.startModel({ model, input, taskId, ...callback });
}
