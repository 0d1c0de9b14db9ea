import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { quoteRequest } from '../../../../functions/tasks/quote-request.ts';
import { createService } from '../../../fakes/service.ts';

const endpoint = '/api/v1/userImage2Video/start';
const image_url = 'https://example.com/photo.jpg';

async function quote(body: unknown, at = endpoint) {
  const { context } = await createService();
  return quoteRequest(context, { owner: 'ada', endpoint: at, body });
}

describe('a quote', () => {
  it('is what a start takes, for any request that is right', async () => {
    const request = fc.record({
      image_url: fc.constant(image_url),
      video_time: fc.constantFrom(5, 10, '15', 20),
      number_of_images: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(request, async (body) => {
        const { accounts, context } = await createService();
        const { price, issues } = await quoteRequest(context, { owner: 'ada', endpoint, body });
        expect(issues).toEqual([]);
        await createTask(context, { owner: 'ada', kind: 'image-to-video', body });
        expect((await accounts.get('ada'))?.balance).toBe(1000 - price.amount);
      }),
      { numRuns: 50 },
    );
  });

  it('takes the path in any case, and no other', async () => {
    const usual = await quote({ image_url }, ' /API/v1/userimage2video/Start/ ');
    expect(usual).toMatchObject({ kind: 'image-to-video', copies: 1, provider: 'scripted' });
    expect(await quote({ image_url }, `POST ${endpoint}`)).toMatchObject({
      kind: 'image-to-video',
    });
    const other = quote({}, '/api/v1/userImage2Video/allRecords');
    await expect(other).rejects.toMatchObject({
      issues: [{ field: 'endpoint', message: expect.stringContaining(endpoint) }],
    });
  });

  it('needs only the fields that the price depends on', async () => {
    expect(await quote({ video_length: 200, number_of_images: 2 })).toMatchObject({
      price: { amount: 180, currency: 'coins' },
      issues: [{ field: 'image_url', message: 'is required' }],
    });
    await expect(quote({ image_url, video_time: 'long' })).rejects.toMatchObject({
      issues: [{ field: 'video_time' }],
    });
    await expect(quote({ image_url, number_of_images: 9 })).rejects.toMatchObject({
      issues: [{ field: 'number_of_images' }],
    });
    await expect(quote('nothing')).rejects.toMatchObject({ name: 'InvalidRequestError' });
  });

  it('names what the request refers to and is not there', async () => {
    const body = { _id: '6b0404a8f5496ee79569fd53' };
    expect(await quote(body, '/api/v1/userVideoTwin/continueTraining')).toMatchObject({
      price: { amount: 1, currency: 'diamonds' },
      issues: [{ field: '_id', message: expect.stringContaining('avatar-training') }],
    });
  });

  it('names what the provider refuses, and a webhook that could not be sent', async () => {
    const message = 'is not for me';
    const provider = { refusals: () => [{ field: 'lora', message }] };
    const { context } = await createService({ provider });
    const body = { image_url, webhook_url: 'http://example.com' };
    const { issues } = await quoteRequest(context, { owner: 'ada', endpoint, body });
    expect(issues).toEqual([
      { field: 'lora', message },
      { field: 'webhook_url', message: 'must be an https URL' },
    ]);
  });
});
