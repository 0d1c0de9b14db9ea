import type { Clock } from '../clock.ts';
import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import type { Cipher } from './cipher.ts';
import { requireReachable, type WhyNotReachable } from './create-endpoint.ts';
import { changedEndpoint, type Endpoint, HEALTHY } from './endpoint.ts';
import type { EndpointChangeFields } from './endpoint-fields.ts';
import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import { readOptions } from './read-options.ts';
import { requireOtherFilters } from './require-other-filters.ts';
import { LONGEST_DELIVERY_SECONDS } from './retry-schedule.ts';
import type { WebhookStore } from './webhook-store.ts';

/** What decides where which events go. */
const filters = ['url', 'events', 'kinds', 'filter'] as const;

/** Attempts per change, when attempts at deliveries change the endpoint in between. */
const TRIES = 40;

export interface ChangeEndpointDependencies {
  readonly store: Pick<WebhookStore, 'endpoint' | 'endpoints' | 'replaceEndpoint'>;
  readonly clock: Clock;
  readonly cipher: Cipher;
  readonly whyNotReachable: WhyNotReachable;
}

/**
 * Changes the fields that are given. Enabling an endpoint again gives it a fresh start; `recoverSince` is then early
 * enough for every delivery that was under way when the trouble began.
 * @throws WebhookNotFoundError, InvalidWebhookRequestError, EndpointExistsError
 */
export async function changeEndpoint(
  dependencies: ChangeEndpointDependencies,
  reference: EndpointReference,
  fields: EndpointChangeFields,
): Promise<{ endpoint: Endpoint; recoverSince?: string }> {
  const { store, clock, cipher } = dependencies;
  if (fields.url !== undefined) await requireReachable(dependencies, fields.url);
  return retryOnConflict({ what: `Webhook ${reference.endpointId}`, tries: TRIES }, async () => {
    const endpoint = await getEndpoint(dependencies, reference);
    const isEnabledAgain = fields.enabled === true && !endpoint.enabled;
    const { url, events, kinds, description, metadata, enabled, ...options } = fields;
    const change = {
      ...withoutUndefined({ url, events, kinds, description, metadata, enabled }),
      options: await readOptions(cipher, endpoint.id, options, endpoint.options),
      ...(isEnabledAgain ? { health: HEALTHY } : {}),
    };
    const next = changedEndpoint(endpoint, change, clock.now());
    if (filters.some((name) => fields[name] !== undefined)) {
      requireOtherFilters(next, await store.endpoints(endpoint.owner));
    }
    if (!(await store.replaceEndpoint(next))) return CONFLICT;
    return isEnabledAgain
      ? { endpoint: next, recoverSince: beginningOfTrouble(endpoint, clock.now()) }
      : { endpoint: next };
  });
}

function beginningOfTrouble({ health, disabledAt }: Endpoint, now: number): string {
  const began = Date.parse(health.failingSince ?? disabledAt ?? new Date(now).toISOString());
  return new Date(began - LONGEST_DELIVERY_SECONDS * 1000).toISOString();
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function withoutUndefined<Fields extends object>(fields: Fields): Defined<Fields> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Defined<Fields>;
}
