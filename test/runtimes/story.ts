import { WebhookVerificationError } from 'standardwebhooks';
import { ApiFailure } from '../../functions/client/api-failure.ts';
import { Reelhook } from '../../functions/client/reelhook.ts';

export interface StorySettings {
  readonly baseUrl: string;
  readonly token: string;
  /** In base64. */
  readonly photo: string;
  readonly signingSecret: string;
  /** A webhook as it arrived. */
  readonly webhook: { readonly headers: Record<string, string>; readonly body: string };
}

/** What the client does in a program of somebody's: nothing here is Node's. @throws Error for what is not as it should be */
export async function runStory(settings: StorySettings): Promise<string> {
  const { photo, webhook, ...options } = settings;
  const reelhook = new Reelhook(options);
  const bytes = Uint8Array.from(atob(photo), (character) => character.charCodeAt(0));
  const states = new Set<string>();
  const done = await reelhook.run(
    'image-to-video',
    { image_url: bytes, prompt: 'slow push in' },
    { onUpdate: ({ current_status }) => states.add(current_status) },
  );
  const video = new Uint8Array(await (await fetch(done.result_url)).arrayBuffer());
  expect(String.fromCharCode(...video.slice(4, 8)) === 'ftyp', 'the result is an MP4');
  expect((await reelhook.result(done._id))._id === done._id, 'a result is there later');
  const refused = await reelhook
    .start('image-to-video', { image_url: 'x' })
    .catch((error) => error);
  expect(refused instanceof ApiFailure && refused.fields[0]?.field === 'image_url', 'fields');
  const { type } = await reelhook.webhooks.verify(webhook);
  expect(type === 'task.completed', 'the webhook is verified');
  const forged = { ...webhook, body: webhook.body.replace('completed', 'failed') };
  const rejected = await reelhook.webhooks.verify(forged).catch((error) => error);
  expect(rejected instanceof WebhookVerificationError, 'a forged one is not');
  return [...states].join(', ');
}

function expect(holds: boolean, words: string): void {
  if (!holds) throw new Error(`Not so: ${words}.`);
}
