import { expect, it } from 'vitest';
import { adapterDefinitions } from '../../../../functions/providers/registry.ts';
import { adapterWires } from '../../../../functions/providers/wires.ts';

it('can speak to every type of provider that it knows', () => {
  expect(Object.keys(adapterWires).sort()).toEqual(
    adapterDefinitions.map(({ type }) => type).sort(),
  );
});
