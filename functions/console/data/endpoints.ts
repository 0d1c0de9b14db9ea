import { getData } from '../../client/get-data.ts';
import { api, type Schemas } from './client.ts';

export type Endpoint = Schemas['Endpoint'];
export type Delivery = Schemas['Delivery'];

const LIST = '/api/v1/webhooks/endpoints';
const ONE = `${LIST}/{id}` as const;
const at = (id: string) => ({ params: { path: { id } } });
/** A body whose members with defaults may be left out, which the document's types do not say. */
const withBody = (id: string, body: object) => ({ ...at(id), body: body as never });

export const listEndpoints = () => getData(api.GET(LIST));
/** Registers an address; the secret is in this answer only. */
export const addEndpoint = (body: object) => getData(api.POST(LIST, { body: body as never }));
export const getEndpoint = (id: string) => getData(api.GET(ONE, at(id)));
export const changeEndpoint = (id: string, change: object) =>
  getData(api.PATCH(ONE, withBody(id, change)));
export const removeEndpoint = (id: string) => getData(api.DELETE(ONE, at(id)));
export const rotateSecret = (id: string) =>
  getData(api.POST(`${ONE}/secret/rotate`, withBody(id, {})));
export const pingEndpoint = (id: string) => getData(api.POST(`${ONE}/ping`, at(id)));
/** Sends a sample of an event of this type, and answers with how it went. */
export const sendSample = (id: string, type: string) =>
  getData(api.POST(`${ONE}/test`, withBody(id, { type })));
/** @param since ISO 8601, UTC */
export const recoverSince = (id: string, since: string) =>
  getData(api.POST(`${ONE}/recover`, withBody(id, { since })));
/** The attempts of the last 24 hours, hour by hour. */
export const countAttempts = (id: string) =>
  getData(api.GET(`${ONE}/attempts`, { params: { path: { id }, query: { by: 'hour' } } }));

export const listDeliveries = (id: string) =>
  getData(api.GET(`${ONE}/deliveries`, { params: { path: { id }, query: { limit: 100 } } }));
export const listTaskDeliveries = (task: string) =>
  getData(api.GET('/api/v1/deliveries', { params: { query: { task } } }));
export const sendAgain = (deliveryId: string) =>
  getData(api.POST('/api/v1/deliveries/{id}/retry', at(deliveryId)));

/**
 * How the last attempt of a delivery went, in words.
 * @throws Error with those words where it failed
 */
export function tellOutcome({ status, reason, attempts }: Delivery): string {
  const words = attempts.at(-1)?.hint || reason;
  if (status !== 'delivered' && attempts.length > 0) throw new Error(words);
  return words || 'It is being sent.';
}

/** The events after a mark, as `reelhook listen` reads them. */
export const listEvents = (after: string) =>
  getData(api.GET('/api/v1/events', { params: { query: { after, limit: 100 } } }));
