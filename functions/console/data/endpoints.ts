import { getData } from '../../client/get-data.ts';
import { api, type Schemas } from './client.ts';

export type Endpoint = Schemas['Endpoint'];
export type Delivery = Schemas['Delivery'];

const at = (id: string) => ({ params: { path: { id } } });

export const listEndpoints = () => getData(api.GET('/api/v1/webhooks/endpoints'));
export const getEndpoint = (id: string) =>
  getData(api.GET('/api/v1/webhooks/endpoints/{id}', at(id)));
export const listDeliveries = (id: string) =>
  getData(
    api.GET('/api/v1/webhooks/endpoints/{id}/deliveries', {
      params: { path: { id }, query: { limit: 100 } },
    }),
  );
export const taskDeliveries = (task: string) =>
  getData(api.GET('/api/v1/deliveries', { params: { query: { task } } }));

/** Registers an address; the secret is in this answer only. */
export const addEndpoint = (url: string, events: string[], description: string) =>
  getData(
    api.POST('/api/v1/webhooks/endpoints', {
      body: { url, events, description } as never,
    }),
  );
export const changeEndpoint = (id: string, change: object) =>
  getData(api.PATCH('/api/v1/webhooks/endpoints/{id}', { ...at(id), body: change as never }));
export const removeEndpoint = (id: string) =>
  getData(api.DELETE('/api/v1/webhooks/endpoints/{id}', at(id)));
export const rotateSecret = (id: string) =>
  getData(
    api.POST('/api/v1/webhooks/endpoints/{id}/secret/rotate', { ...at(id), body: {} as never }),
  );
export const pingEndpoint = (id: string) =>
  getData(api.POST('/api/v1/webhooks/endpoints/{id}/ping', at(id)));
export const recoverSince = (id: string, since: string) =>
  getData(
    api.POST('/api/v1/webhooks/endpoints/{id}/recover', { ...at(id), body: { since } as never }),
  );
export const sendAgain = (deliveryId: string) =>
  getData(api.POST('/api/v1/deliveries/{id}/retry', at(deliveryId)));

/** The events after a mark, as `reelhook listen` reads them. */
export const listEvents = (after: string) =>
  getData(api.GET('/api/v1/events', { params: { query: { after, limit: 100 } } }));

const HOUR = 3_600_000;

/** The attempts among these deliveries by hour, for the last 24 hours. */
export function attemptsByHour(deliveries: readonly Delivery[], now: number) {
  const first = Math.floor(now / HOUR) - 23;
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    at: new Date((first + hour) * HOUR).toISOString(),
    delivered: 0,
    failed: 0,
  }));
  for (const { at, category } of deliveries.flatMap(({ attempts }) => attempts)) {
    const hour = hours[Math.floor(Date.parse(at) / HOUR) - first];
    if (hour) hour[category === 'delivered' ? 'delivered' : 'failed'] += 1;
  }
  return hours;
}
