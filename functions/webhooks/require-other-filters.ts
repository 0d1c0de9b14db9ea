import { normalizeAddress } from './address.ts';
import { type Endpoint, hasSameFilters } from './endpoint.ts';
import { EndpointExistsError } from './errors.ts';

/**
 * Refuses an endpoint that would get the same events at the same address as another.
 * @param existing those that were there before, with or without the one in question
 * @throws EndpointExistsError
 */
export function requireOtherFilters(endpoint: Endpoint, existing: readonly Endpoint[]): void {
  const address = normalizeAddress(endpoint.url);
  const same = existing.find(
    (other) =>
      other.id !== endpoint.id &&
      normalizeAddress(other.url) === address &&
      hasSameFilters(other, endpoint),
  );
  if (same) throw new EndpointExistsError(same.id);
}

/** The order in which endpoints were registered: of two at the same moment the one with the lesser id was first. */
export function isOlder(one: Endpoint, other: Endpoint): boolean {
  return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
}
