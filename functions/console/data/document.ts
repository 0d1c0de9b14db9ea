import type { OpenApi } from '../../client/openapi/open-api.ts';
import { readCalls } from '../../client/openapi/read-calls.ts';
import type { Field } from '../../client/openapi/read-field.ts';
import { type DescribedKind, readKinds } from '../../client/openapi/read-kinds.ts';

const ENDPOINT = '/api/v1/webhooks/endpoints/{id}';
const OPTIONS = ['schedule', 'timeout_seconds', 'max_in_flight', 'payload', 'filter', 'headers'];
let read: Promise<OpenApi> | undefined;

/** The API's OpenAPI document; asked for once, and again after a failure. */
function getDocument(): Promise<OpenApi> {
  const forget = (error: unknown) => {
    read = undefined;
    throw error;
  };
  read ??= fetch('/openapi.json')
    .then((answer) => answer.json())
    .catch(forget);
  return read;
}

/** Every kind of task, in the order of the reference. */
export const listKinds = async (): Promise<readonly DescribedKind[]> =>
  readKinds(await getDocument());

/** How an endpoint is called, as fields of its form. */
export async function listEndpointOptions(): Promise<readonly Field[]> {
  const fields = await listBodyFields('PATCH', ENDPOINT);
  return fields.filter(({ name }) => OPTIONS.includes(name));
}

/** The types of events of which a sample can be sent. */
export async function listSampleTypes(): Promise<readonly string[]> {
  const [type] = await listBodyFields('POST', `${ENDPOINT}/test`);
  return type?.choices ?? [];
}

async function listBodyFields(method: string, path: string): Promise<readonly Field[]> {
  const calls = readCalls(await getDocument());
  const call = calls.find((one) => one.method === method && one.path === path);
  return call?.fields.filter(({ location }) => location === 'body') ?? [];
}
