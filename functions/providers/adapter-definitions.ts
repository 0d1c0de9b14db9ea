import type { TaskKind } from '../catalog/catalog.ts';
import { a2e } from './a2e/a2e.ts';
import type { AdapterDefinition } from './adapter.ts';
import { bedrock } from './bedrock/bedrock.ts';
import { comfyui } from './comfyui/comfyui.ts';
import { fal } from './fal/fal.ts';
import { dreamMachine } from './luma/dream-machine.ts';
import { luma } from './luma/luma.ts';
import { mock } from './mock/mock.ts';
import type { QueryName } from './provider-query.ts';
import { replicate } from './replicate/replicate.ts';
import { runway } from './runway/runway.ts';
import { veo } from './veo/veo.ts';

/** The adapters that the configuration may name. A new one is a folder and a line here. */
export const adapterDefinitions: readonly AdapterDefinition[] = [
  a2e,
  bedrock,
  comfyui,
  dreamMachine,
  fal,
  luma,
  mock,
  replicate,
  runway,
  veo,
];

/** The kinds that a type of adapter makes; nothing for a type that is no adapter. */
export function getKinds(type: string): readonly TaskKind[] | undefined {
  const definition = adapterDefinitions.find((known) => known.type === type);
  return definition && (definition.kinds ?? ['image-to-video']);
}

/** The types of adapter that make a kind for real. */
export function typesForKind(kind: TaskKind): string[] {
  return adapterDefinitions
    .map(({ type }) => type)
    .filter((type) => type !== mock.type && getKinds(type)?.includes(kind));
}

/** The types of adapter that answer a query. */
export function typesForQuery(query: QueryName): string[] {
  return adapterDefinitions
    .filter(({ queries = [] }) => queries.includes(query))
    .map(({ type }) => type);
}
