import { afterEach, describe, expect, it, vi } from 'vitest';
import { API_KEY, JOB_ID } from '../../../fakes/providers/fake-words.ts';
import { providerAt, startCall, TASK_ID } from '../../../fakes/providers/provider-at.ts';

afterEach(() => vi.unstubAllGlobals());

/** What the upstream service is sent for a request. */
async function sentFor(request: Record<string, unknown>, settings: Record<string, unknown> = {}) {
  const sent: RequestInit[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    sent.push(init);
    return Response.json({ code: 0, data: { _id: JOB_ID, current_status: 'initialized' } });
  });
  const { provider } = providerAt({ type: 'a2e', apiKey: API_KEY, ...settings });
  await provider.start(startCall(request));
  const headers = new Headers(sent[0]?.headers);
  return { provider, headers, body: JSON.parse(`${sent[0]?.body}`) };
}

describe('a task handed to A2E, or to another Reelhook', () => {
  it('is named by our task’s id, so that it can be found there', async () => {
    const { body, headers } = await sentFor({});
    expect(body).toMatchObject({ name: TASK_ID, number_of_images: 1 });
    expect(headers.get('idempotency-key')).toBe(TASK_ID);
  });

  it('has a negative prompt even when it is empty, which the live service wants', async () => {
    const { body } = await sentFor({});
    expect(body).toHaveProperty('negative_prompt', '');
  });

  it('says the model only where one was asked for or chosen by the operator', async () => {
    expect((await sentFor({})).body).not.toHaveProperty('model_version');
    const asked = await sentFor({ model_version: 'a2e-v2' });
    expect(asked.body).toHaveProperty('model_version', 'a2e-v2');
    const chosen = await sentFor({}, { models: [{ name: 'fast', like: 'a2e-v2-flash' }] });
    expect(chosen.body).toHaveProperty('model_version', 'a2e-v2-flash');
  });

  it('may be started again only where the idempotency key is honoured', async () => {
    const plain = await sentFor({});
    const reelhook = await sentFor({}, { honoursIdempotencyKey: true });
    expect(plain.provider.startsOncePerTask).toBe(false);
    expect(reelhook.provider.startsOncePerTask).toBe(true);
  });
});
