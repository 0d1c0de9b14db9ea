import { expect, it } from 'vitest';
import { adapterDefinitions } from '../../../../functions/providers/adapter-definitions.ts';
import { clients } from '../../../../functions/providers/clients.ts';

it('can speak to every type of provider that it knows', () => {
  expect(Object.keys(clients).sort()).toEqual(adapterDefinitions.map(({ type }) => type).sort());
});
