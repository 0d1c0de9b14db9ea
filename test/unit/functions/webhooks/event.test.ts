import { describe, expect, it } from 'vitest';
import { EventTooLargeError } from '../../../../functions/webhooks/errors.ts';
import { eventId, newEvent } from '../../../../functions/webhooks/event.ts';
import { completed, START } from '../../../fakes/webhook-world.ts';

describe('an event', () => {
  it('is a Standard Webhooks body: type, timestamp, data', () => {
    const event = newEvent(completed(), START);
    expect(event.body).toBe(
      '{"type":"task.completed","timestamp":"2026-11-23T09:00:00.000Z","data":{"_id":"0123456789abcdef01234567","current_status":"completed"}}',
    );
    expect(event.expiresAt).toBe(START / 1000 + 30 * 24 * 3600);
  });

  it('has the same id whenever it is made, and another for anything else', () => {
    const facts = completed();
    const ids = [
      facts,
      { ...facts, data: 'other' },
      { ...facts, subject: 'other' },
      { ...facts, type: 'task.failed' },
      { ...facts, owner: 'bob' },
    ].map((each) => eventId(each));
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toMatch(/^evt_[0-9a-f]{32}$/);
  });

  it('has its long texts cut where it would be larger than receivers should be sent', () => {
    const data = {
      prompt: '光'.repeat(4000),
      negative_prompt: '😀'.repeat(2000),
      image_url: `https://a.test/${'a'.repeat(2000)}`,
      result_url: 'https://media.test/results/1.mp4',
    };
    const event = newEvent({ ...completed(), data }, START);
    expect(Buffer.byteLength(event.body)).toBeLessThanOrEqual(20_000);
    const sent = JSON.parse(event.body);
    expect(sent).toMatchObject({
      shortened: true,
      data: { image_url: data.image_url, result_url: data.result_url },
    });
    expect(sent.data.prompt).toBe(`${'光'.repeat(2100)}…`);
    expect(sent.data.negative_prompt.isWellFormed()).toBe(true);
  });

  it('never has the caller’s own labels cut', () => {
    const labels = { external_id: 'x'.repeat(128), metadata: { note: '光'.repeat(1300) } };
    const data = { ...labels, prompt: '光'.repeat(4000), list: ['光'.repeat(4000)] };
    const event = newEvent({ ...completed(), data }, START);
    expect(Buffer.byteLength(event.body)).toBeLessThanOrEqual(20_000);
    expect(JSON.parse(event.body)).toMatchObject({ shortened: true, data: labels });
  });

  it('is whole up to the limit', () => {
    const { body } = newEvent({ ...completed(), data: 'ä'.repeat(9900) }, START);
    expect(JSON.parse(body)).not.toHaveProperty('shortened');
  });

  it('that can not be cut to fit is refused', () => {
    const data = Array.from({ length: 20_000 }, () => 1);
    expect(() => newEvent({ ...completed(), data }, START)).toThrow(EventTooLargeError);
  });
});
