import { AwsClient } from 'aws4fetch';
import { imageToVideo } from '../../../functions/catalog/kinds/image-to-video.ts';
import { clients } from '../../../functions/providers/clients.ts';
import { configureProviders } from '../../../functions/providers/configure-provider.ts';
import type { StartCall } from '../../../functions/providers/provider.ts';
import { ACCESS_KEY_ID, API_KEY } from './fake-words.ts';

export const NINE = Date.parse('2026-11-23T09:00:00.000Z');
export const TASK_ID = '0123456789abcdef01234567';
/** A provider as the operator's list makes it, with nothing real behind it but HTTP. */
export function providerAt(entry: { readonly type: string; readonly [setting: string]: unknown }) {
  const sleeps: number[] = [];
  const aws = new AwsClient({ accessKeyId: ACCESS_KEY_ID, secretAccessKey: API_KEY, retries: 0 });
  const [configured] = configureProviders([entry], {
    ready: [],
    clients: clients,
    fetch: (url, init) => fetch(url, init),
    clock: { now: () => NINE },
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
    },
    loadImage: async () => ({ bytes: Buffer.from('a picture'), mediaType: 'image/png' }),
    isPrivate: () => false,
    aws,
    mediaBucket: 'media',
  });
  if (!configured) throw new Error('There is no provider.');
  return { provider: configured.provider, sleeps };
}

export function startCall(request: Record<string, unknown> = {}): StartCall {
  const image_url = 'https://photos.example.com/rocket.jpg';
  const parsed = imageToVideo.request.parse({ image_url, prompt: 'it takes off', ...request });
  return { taskId: TASK_ID, kind: 'image-to-video', request: parsed, variant: 0 };
}
