import type { Cipher } from './cipher.ts';
import { sealHeaders } from './custom-headers.ts';
import type { OptionFields } from './endpoint-fields.ts';
import type { EndpointOptions } from './endpoint-options.ts';

/** The options as a record keeps them. @param fields those that are missing stay as they are in `before` */
export async function readOptions(
  cipher: Cipher,
  endpointId: string,
  { schedule, timeout_seconds, max_in_flight, payload, filter, headers }: OptionFields,
  before: Partial<EndpointOptions> = {},
): Promise<Partial<EndpointOptions>> {
  const next: { [Name in keyof EndpointOptions]?: EndpointOptions[Name] | undefined } = {
    ...before,
    ...(schedule ? { schedule } : {}),
    ...(timeout_seconds === undefined ? {} : { timeoutSeconds: timeout_seconds }),
    ...(max_in_flight === undefined ? {} : { maxInFlight: max_in_flight ?? undefined }),
    ...(payload ? { payload } : {}),
    ...(filter === undefined ? {} : { filter: filter ? JSON.stringify(filter) : undefined }),
    ...(headers ? { headers: await sealHeaders(cipher, endpointId, headers) } : {}),
  };
  const kept = Object.entries(next).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Partial<EndpointOptions>;
}
