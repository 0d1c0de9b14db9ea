import { a2eWire } from './a2e/a2e-wire.ts';
import { bedrockWire } from './bedrock/bedrock-wire.ts';
import { comfyuiWire } from './comfyui/comfyui-wire.ts';
import { falWire } from './fal/fal-wire.ts';
import { dreamMachineWire } from './luma/dream-machine-wire.ts';
import { lumaWire } from './luma/luma-wire.ts';
import { mockWire } from './mock/mock-wire.ts';
import type { WireMaker } from './provider.ts';
import { replicateWire } from './replicate/replicate-wire.ts';
import { runwayWire } from './runway/runway-wire.ts';
import { veoWire } from './veo/veo-wire.ts';

/** How each type of adapter in the registry is spoken to. Only functions that call providers load it. */
export const adapterWires: Readonly<Record<string, WireMaker>> = {
  a2e: a2eWire,
  bedrock: bedrockWire,
  comfyui: comfyuiWire,
  fal: falWire,
  luma: lumaWire,
  'luma-dream-machine': dreamMachineWire,
  mock: mockWire,
  replicate: replicateWire,
  runway: runwayWire,
  veo: veoWire,
};
