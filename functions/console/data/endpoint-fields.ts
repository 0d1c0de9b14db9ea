import { getDocument } from './document.ts';
import { type Field, readFields } from './fields.ts';

const ENDPOINT = '/api/v1/webhooks/endpoints/{id}';
const OPTIONS = ['schedule', 'timeout_seconds', 'max_in_flight', 'payload', 'filter', 'headers'];

/** How an endpoint is called, as fields of its form. */
export async function listEndpointOptions(): Promise<readonly Field[]> {
  const document = await getDocument();
  const fields = readFields(document.paths[ENDPOINT]?.patch, document);
  return fields.filter(({ name }) => OPTIONS.includes(name));
}

/** The types of events of which a sample can be sent. */
export async function listSampleTypes(): Promise<readonly string[]> {
  const document = await getDocument();
  const [type] = readFields(document.paths[`${ENDPOINT}/test`]?.post, document);
  return type?.choices ?? [];
}
