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
/** The attempts of the last 24 hours, hour by hour. */
export const countAttempts = (id: string) =>
  getData(
    api.GET('/api/v1/webhooks/endpoints/{id}/attempts', {
      params: { path: { id }, query: { by: 'hour' } },
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
/** Sends a sample of an event of this type, and answers with how it went. */
export const sendSample = (id: string, type: string) =>
  getData(api.POST('/api/v1/webhooks/endpoints/{id}/test', { ...at(id), body: { type } as never }));
export const recoverSince = (id: string, since: string) =>
  getData(
    api.POST('/api/v1/webhooks/endpoints/{id}/recover', { ...at(id), body: { since } as never }),
  );
export const sendAgain = (deliveryId: string) =>
  getData(api.POST('/api/v1/deliveries/{id}/retry', at(deliveryId)));

/** The events after a mark, as `reelhook listen` reads them. */
export const listEvents = (after: string) =>
  getData(api.GET('/api/v1/events', { params: { query: { after, limit: 100 } } }));
