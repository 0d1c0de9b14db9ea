import { createA2eClient } from './a2e/a2e-client.ts';
import type { CreateClient } from './adapter.ts';
import { createBedrockClient } from './bedrock/bedrock-client.ts';
import { createComfyuiClient } from './comfyui/comfyui-client.ts';
import { createFalClient } from './fal/fal-client.ts';
import { createDreamMachineClient } from './luma/dream-machine-client.ts';
import { createLumaClient } from './luma/luma-client.ts';
import { createMockClient } from './mock/mock-client.ts';
import { findSecrets, redactClient } from './redact-client.ts';
import { createReplicateClient } from './replicate/replicate-client.ts';
import { createRunwayClient } from './runway/runway-client.ts';
import { createVeoClient } from './veo/veo-client.ts';

const createRawClients: Readonly<Record<string, CreateClient>> = {
  a2e: createA2eClient,
  bedrock: createBedrockClient,
  comfyui: createComfyuiClient,
  fal: createFalClient,
  luma: createLumaClient,
  'luma-dream-machine': createDreamMachineClient,
  mock: createMockClient,
  replicate: createReplicateClient,
  runway: createRunwayClient,
  veo: createVeoClient,
};

/** How each type of adapter in the registry is spoken to. Only functions that call providers load it. */
export const clients: Readonly<Record<string, CreateClient>> = Object.fromEntries(
  Object.entries(createRawClients).map(([type, create]): [string, CreateClient] => [
    type,
    (settings, tools) => redactClient(create(settings, tools), findSecrets(settings)),
  ]),
);
