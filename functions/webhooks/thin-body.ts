/** What a receiver needs to know which thing it is about and how that stands; the rest it can GET. */
const KEPT = ['_id', 'endpoint_id', 'external_id', 'kind', 'version', 'current_status'];

/** The body of an event with ids and status alone: the same for each attempt, as it is made of the same bytes. */
export function toThinBody(body: string): string {
  const { type, timestamp, data, test } = JSON.parse(body);
  const kept = Object.entries(data).filter(([name]) => KEPT.includes(name));
  return JSON.stringify({ type, timestamp, data: Object.fromEntries(kept), test });
}
