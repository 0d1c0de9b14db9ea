import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { servesPhoto, startService } from './service.ts';

describe('an agent with the address and a token', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let agent: Client;

  async function connect(token: string, mode: 'auto' | 'legacy' = 'auto'): Promise<Client> {
    const headers = { authorization: `Bearer ${token}` };
    const url = new URL('/mcp', service.stack.apiUrl);
    const options = { versionNegotiation: { mode } };
    const client = new Client({ name: 'a story', version: '1.0.0' }, options);
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    return client;
  }
  const call = async (name: string, given: Record<string, unknown> = {}, client = agent) => {
    const result = await client.callTool({ name, arguments: given });
    return {
      isError: result.isError ?? false,
      // biome-ignore lint/suspicious/noExplicitAny: what a test expects of the data is the test's own assertion
      data: result.structuredContent as any,
      content: result.content as { type: string; text?: string; uri?: string }[],
    };
  };

  beforeAll(async () => {
    service = await startService();
    agent = await connect(service.user.token);
  });
  afterAll(async () => {
    await agent?.close();
    await service?.[Symbol.asyncDispose]();
  });

  it('finds the tools, and what there is to start', async () => {
    expect(agent.getProtocolEra()).toBe('modern');
    const { tools } = await agent.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['list_kinds', 'start_task', 'get_task']));
    const { data } = await call('list_kinds');
    expect(data.rows).toContainEqual({
      kind: 'image-to-video',
      title: 'Image to video',
      needs: ['image_url'],
      can_run_now: true,
    });
    const one = await call('list_kinds', { kind: 'image-to-video' });
    expect(one.data).toMatchObject({
      example_costs: { coins: 30 },
      fields: { required: ['image_url'] },
    });
  });

  it('starts a task once, follows it, and gets a link to the video', async () => {
    await using photos = await startReceiver(servesPhoto);
    const input = { image_url: photos.url };
    const given = { kind: 'image-to-video', input, idempotency_key: 'only-once' };
    const { data } = await call('start_task', given);
    const again = await call('start_task', given);
    const id = data.rows[0]._id;
    expect(again.data.rows[0]._id).toBe(id);
    const done = await eventually(async () => {
      const found = await call('get_task', { id });
      return ['completed', 'failed'].includes(found.data.current_status) ? found : undefined;
    }, 'the end of the task');
    expect(done.data).toMatchObject({ kind: 'image-to-video', current_status: 'completed' });
    const link = done.content.find(({ type }) => type === 'resource_link');
    expect((await fetch(link?.uri ?? '')).headers.get('content-type')).toBe('video/mp4');
    const { data: list } = await call('list_tasks', { limit: 5 });
    expect(list.rows.map((row: { _id: string }) => row._id)).toEqual([id]);
  });

  it('cancels a task', async () => {
    await using photos = await startReceiver(servesPhoto);
    const input = { image_url: photos.url, video_time: 20 };
    const { data } = await call('start_task', { kind: 'image-to-video', input });
    const id = data.rows[0]._id;
    await call('cancel_task', { id });
    const { data: task } = await call('get_task', { id });
    expect(task).toMatchObject({ current_status: 'failed', failed_code: 'cancelled' });
  });

  it('is told what is wrong, as an error of the tool', async () => {
    const input = { image_url: 'https://example.com/a.jpg', video_time: 7 };
    const refused = await call('start_task', { kind: 'image-to-video', input });
    expect(refused.isError).toBe(true);
    expect(refused.content[0]?.text).toContain('video_time');
    expect(await call('get_task', { id: '0'.repeat(24) })).toMatchObject({ isError: true });
    const unknown = await call('list_kinds', { kind: 'soup' });
    expect(unknown.content[0]?.text).toContain('There is no kind soup. There are image-to-video');
  });

  it('sees nothing of another owner, and nothing at all without a token', async () => {
    const { user } = await service.addUser('bert', 100);
    const other = await connect(user.token, 'legacy');
    expect((await call('list_tasks', {}, other)).data.rows).toEqual([]);
    await other.close();
    const stranger = await connect('sk_wrong');
    const refused = await call('list_tasks', {}, stranger);
    expect(refused).toMatchObject({ isError: true });
    await stranger.close();
    const nobody = await fetch(new URL('/mcp', service.stack.apiUrl), { method: 'POST' });
    expect(nobody.status).toBe(401);
  });
});
