import { type AnnounceDependencies, announceEvent } from '../webhooks/announce-event.ts';
import type { TaskEvent } from './announce-outcome.ts';
import { taskTokenContext } from './read-webhook.ts';

/** Announces a task's end to its owner's endpoints, and to the address and token that its own request named. */
export async function announceTaskEvent(
  dependencies: AnnounceDependencies,
  { webhook, ...event }: TaskEvent,
): Promise<void> {
  const sealed = webhook?.sealedToken;
  const token = sealed && (await dependencies.cipher.open(sealed, taskTokenContext(event.owner)));
  await announceEvent(dependencies, {
    ...event,
    ...(webhook ? { webhook: { url: webhook.url, ...(token ? { token } : {}) } } : {}),
  });
}
