import {
  isLasting,
  type Resource,
  type ResourceAddress,
  type ResourceStore,
} from '../../functions/resources/resource-store.ts';

/** Owners' things in memory; passes the same suite as the DynamoDB store. */
export function createMemoryResourceStore(clock: { now(): number }): ResourceStore {
  const resources = new Map<string, Resource>();
  const getKey = ({ owner, collection, id }: ResourceAddress) =>
    JSON.stringify([owner, collection, id]);
  const find = (address: ResourceAddress) => {
    const resource = resources.get(getKey(address));
    return resource && isLasting(resource, clock.now()) ? resource : undefined;
  };
  return {
    async add(resource) {
      if (resources.has(getKey(resource))) return false;
      resources.set(getKey(resource), structuredClone(resource));
      return true;
    },
    async get(address) {
      return structuredClone(find(address));
    },
    async list(owner, collection, limit) {
      return [...resources.values()]
        .filter((one) => one.owner === owner && one.collection === collection)
        .filter((one) => isLasting(one, clock.now()))
        .sort((one, other) => (one.id < other.id ? 1 : -1))
        .slice(0, limit)
        .map((one) => structuredClone(one));
    },
    async remove(address) {
      return find(address) !== undefined && resources.delete(getKey(address));
    },
  };
}
