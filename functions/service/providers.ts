import { queueFunction } from '../aws/lambda/invoke-function.ts';
import { readParameters } from '../aws/parameters/read-parameters.ts';
import { checkUrl, downloadPolicy } from '../net/url-policy.ts';
import { once } from '../once.ts';
import { clients } from '../providers/clients.ts';
import type { ProviderTools } from '../providers/configure-provider.ts';
import { createEmbeddedProvider } from '../providers/embedded/embedded-provider.ts';
import { createRenderStore } from '../providers/embedded/media-render-store.ts';
import { createProviderRegistry } from '../providers/provider-registry.ts';
import { readProviders } from '../providers/read-providers.ts';
import { measureProvider } from '../telemetry/measure-provider.ts';
import { createSigner, mediaStore, parameters } from './aws.ts';
import { clock, config, variable } from './environment.ts';
import { lambdaFunction } from './functions.ts';
import { warn } from './logger.ts';
import { metrics } from './metrics.ts';
import { download } from './network.ts';

/** The largest picture whose bytes a provider is given, and how long it may take. */
const PICTURE = { maxBytes: 20 * 1024 * 1024, timeoutSeconds: 20, accept: 'image/*' };

/** The providers that the operator's parameters name, without their credentials: none of them can be called. */
export const knownProviders = /* @__PURE__ */ once(() => createProviders({}));

/** The providers with their credentials, for a function that calls them; their calls are counted. */
export const providers = /* @__PURE__ */ once(() => createProviders({ clients: clients }));

/** The same, for a function that also loads the pictures which some providers want as bytes. */
export const startingProviders = /* @__PURE__ */ once(() =>
  createProviders({
    clients: clients,
    async loadImage(url) {
      const { bytes, mediaType } = await download()(url, PICTURE);
      return { bytes, mediaType: mediaType ?? 'application/octet-stream' };
    },
  }),
);

/** The render jobs of the embedded provider. */
export const renders = /* @__PURE__ */ once(() => createRenderStore(mediaStore()));

function createProviders({
  clients,
  loadImage = refuseToLoad,
}: Partial<Pick<ProviderTools, 'clients' | 'loadImage'>>) {
  const path = variable('PARAMETERS_PATH');
  const tools: ProviderTools = {
    fetch: (url, init) => fetch(url, init),
    clock,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    aws: createSigner(),
    mediaBucket: config().MEDIA_BUCKET,
    loadImage,
    isPrivate: (url) => checkUrl(url, downloadPolicy('refused')) !== undefined,
    ready: [createEmbedded()],
    readyLimits: { inFlight: config().RENDERS_AT_ONCE },
    ...(clients ? { clients } : {}),
    observed: (provider) => measureProvider(provider, metrics),
  };
  return createProviderRegistry({
    clock,
    async read() {
      const found = await readParameters(parameters(), {
        path,
        withSecrets: clients !== undefined,
      });
      return readProviders(found, tools);
    },
    warn,
  });
}

function createEmbedded() {
  return createEmbeddedProvider({
    renders: renders(),
    launchRender: (job) => queueFunction(lambdaFunction('RENDER_FUNCTION'), job),
    clock,
  });
}

async function refuseToLoad(url: string): Promise<never> {
  throw new Error(`This function loads no pictures, and so not ${url}.`);
}
