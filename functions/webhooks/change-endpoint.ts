import { requireReachable, type WhyNotReachable } from './create-endpoint.ts';
import { changedEndpoint, type Endpoint, HEALTHY } from './endpoint.ts';
import type { EndpointChangeFields } from './endpoint-fields.ts';
import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import type { Clock } from './ports.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface ChangeEndpoint {
  readonly store: Pick<WebhookStore, 'endpoint' | 'replaceEndpoint'>;
  readonly clock: Clock;
  readonly whyNotReachable: WhyNotReachable;
}

/**
 * Changes the fields that are given. Enabling an endpoint again gives it a fresh start; `recoverSince` is then the
 * time from which on it may have missed events.
 * @throws WebhookNotFoundError, InvalidWebhookRequestError
 */
export async function changeEndpoint(
  dependencies: ChangeEndpoint,
  reference: EndpointReference,
  fields: EndpointChangeFields,
): Promise<{ endpoint: Endpoint; recoverSince?: string }> {
  const { store, clock } = dependencies;
  if (fields.url !== undefined) await requireReachable(dependencies, fields.url);
  for (;;) {
    const endpoint = await getEndpoint(dependencies, reference);
    const isEnabledAgain = fields.enabled === true && !endpoint.enabled;
    const change = { ...withoutUndefined(fields), ...(isEnabledAgain ? { health: HEALTHY } : {}) };
    const next = changedEndpoint(endpoint, change, clock.now());
    if (!(await store.replaceEndpoint(next))) continue;
    const since = isEnabledAgain
      ? (endpoint.health.failingSince ?? endpoint.disabledAt)
      : undefined;
    return since ? { endpoint: next, recoverSince: since } : { endpoint: next };
  }
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function withoutUndefined<Fields extends object>(fields: Fields): Defined<Fields> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Defined<Fields>;
}
