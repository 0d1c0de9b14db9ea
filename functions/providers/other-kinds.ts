import type { TaskKind } from '../catalog/catalog.ts';
import type { Adapter, KindModels, OtherKinds } from './adapter.ts';
import { findKindModel, type KindModel, kindModelInput, kindModelRefusals } from './kind-model.ts';
import { ProviderError } from './provider-error.ts';

/**
 * What an adapter makes beside image-to-video: as it says itself, or by models that are data.
 * @param models the operator's own, which come before the adapter's
 */
export function otherKindsOf(
  { others, kindModels }: Pick<Adapter, 'others' | 'kindModels'>,
  models: readonly KindModel[],
): OtherKinds | undefined {
  if (others) return others;
  return kindModels && byModels(kindModels, [...models, ...kindModels.models]);
}

function byModels({ start }: KindModels, models: readonly KindModel[]): OtherKinds {
  const kinds: readonly TaskKind[] = [...new Set(models.map(({ kind }) => kind))];
  return {
    kinds,
    refusals: (kind, request) => kindModelRefusals(models, kind, request),
    expectedSeconds: (kind, request) => findKindModel(models, kind, request)?.expectedSeconds ?? 60,
    start({ kind, request, taskId, callbackUrl }) {
      const model = findKindModel(models, kind, request);
      if (!model) {
        const message = `There is no model for this request of ${kind}.`;
        throw new ProviderError('input_rejected', message, { retryable: false });
      }
      const input = kindModelInput(model, request);
      return start({ model, input, taskId, ...(callbackUrl === undefined ? {} : { callbackUrl }) });
    },
  };
}
