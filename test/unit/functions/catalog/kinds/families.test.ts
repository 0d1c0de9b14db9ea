import { describe, expect, it } from 'vitest';
import { toApiError } from '../../../../../functions/api/server/api-error.ts';
import { failure } from '../../../../../functions/api/server/envelope.ts';
import { kinds, type TaskKind } from '../../../../../functions/catalog/catalog.ts';
import { InvalidRequestError } from '../../../../../functions/catalog/invalid-request-error.ts';
import type { ShownTask } from '../../../../../functions/catalog/kind-definition.ts';
import { parseFields } from '../../../../../functions/catalog/parse-fields.ts';

const ID = '6b0404a8f5496ee79569fd53';

function read(kind: TaskKind, more: Record<string, unknown> = {}) {
  return parseFields(kinds[kind].request, { ...kinds[kind].example, ...more });
}

function refusal(kind: TaskKind, more: Record<string, unknown>): InvalidRequestError {
  try {
    read(kind, more);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
  }
  throw new Error('It was taken.');
}

function record(kind: TaskKind, more: Partial<ShownTask> = {}) {
  return kinds[kind].record({
    id: ID,
    owner: 'ada',
    name: 'first',
    request: read(kind),
    status: 'processing',
    progress: 40,
    coins: 30,
    provider: 'a2e',
    createdAt: '2026-11-25T09:00:00.000Z',
    updatedAt: '2026-11-25T09:01:00.000Z',
    facts: {},
    resultUrl: '',
    ...more,
  });
}

const done = { status: 'completed', resultUrl: 'https://media.test/file' } as const;
const failed = { status: 'failed', failure: { code: 'moderated', message: 'No.' } } as const;

describe('avatar videos', () => {
  it('have A2E’s 17 fields, and its other words', () => {
    const shown = record('avatar-video', done);
    const fields = [
      ...['_id', 'status', 'process', 'result', 'msg', 'anchor_type', 'anchor_id'],
      ...['color', 'result_people_url', 'result_bg_url', 'replace_bg_id', 'custom_backs_id'],
      ...['createdAt', 'diff_s', 'current_date', 'web_bg_width', 'web_bg_height'],
    ];
    expect(Object.keys(shown)).toEqual(expect.arrayContaining(fields));
    expect(shown).toMatchObject({ status: 'success', result: done.resultUrl, diff_s: 60 });
    expect(record('avatar-video', failed)).toMatchObject({
      status: 'fail',
      msg: 'No.',
      result: '',
    });
    expect(record('avatar-video', { status: 'initialized' })).toMatchObject({ status: 'init' });
    expect(record('avatar-video', { isCopying: true })).toMatchObject({ status: 'copy' });
  });

  it('show a size of the background where one was asked for', () => {
    const request = read('avatar-video', { web_bg_width: '720', web_bg_height: 1280 });
    expect(record('avatar-video', { request })).toMatchObject({
      web_bg_width: 720,
      web_bg_height: 1280,
    });
  });

  it('take one background, and say A2E’s number for two', () => {
    const error = refusal('avatar-video', { back_id: 'a', custom_back_id: 'b' });
    const response = failure(toApiError(error), 'trace', 0);
    expect(response.statusCode).toBe(400);
    expect(JSON.parse(response.body ?? '')).toMatchObject({
      code: 30005,
      errors: [{ field: 'custom_back_id' }],
    });
  });

  it('need something to say', () => {
    const { issues } = refusal('avatar-video', { audioSrc: null });
    expect(issues).toMatchObject([{ field: 'audioSrc' }]);
    expect(read('avatar-video', { audioSrc: null, custom_voice: 'https://a.test/' })).toBeDefined();
  });
});

describe('avatars', () => {
  it('take both spellings of their background', () => {
    const color = 'rgb(0,255,0)';
    const spelled = read('avatar-training', { video_backgroud_color: color });
    expect(spelled).toEqual(read('avatar-training', { video_background_color: color }));
    expect(record('avatar-training', { request: spelled })).toMatchObject({
      video_backgroud_color: color,
      video_background_color: color,
    });
  });

  it('are known by our id, once they are ready, whatever the provider calls them', () => {
    const facts = { anchor_id: 'theirs' };
    expect(record('avatar-training', { facts })).toMatchObject({ anchor_id: '' });
    expect(record('avatar-training', { facts, status: 'completed' })).toMatchObject({
      anchor_id: ID,
    });
  });

  it('cost nothing of a video, and a diamond of a picture', () => {
    const { price } = kinds['avatar-training'];
    expect(price(read('avatar-training'))).toEqual({ amount: 0, currency: 'coins' });
    const image_url = 'https://example.com/ada.jpg';
    const picture = read('avatar-training', { video_url: null, image_url });
    expect(price(picture)).toEqual({ amount: 1, currency: 'diamonds' });
    expect(refusal('avatar-training', { image_url }).message).toContain('video_url must be absent');
    expect(refusal('avatar-training', { video_url: '' }).message).toContain(
      'video_url is required',
    );
  });
});

describe('face swaps', () => {
  it('have the misspelt field and the right one', () => {
    expect(record('face-swap', failed)).toMatchObject({
      faild_message: 'No.',
      failed_message: 'No.',
      error_code: 'moderated',
      result_url: '',
    });
    expect(record('face-swap', done)).toMatchObject({
      faild_message: null,
      error_code: '0',
      result_url: done.resultUrl,
    });
    expect(record('face-swap')).toMatchObject({ error_code: null, faild_message: null });
  });
});

describe('voices', () => {
  it('wait as pendding, and tell the vendor’s id and the rate once they are there', () => {
    const facts = { speaker_id: 'vendor-7', ttsRate: 4, other: 'kept inside' };
    const waiting = record('voice-clone', { status: 'pending', facts });
    expect(waiting).toMatchObject({ current_status: 'pendding', hasRefundCoin: false });
    expect(waiting).not.toHaveProperty('speaker_id');
    const ready = record('voice-clone', { status: 'completed', facts });
    expect(ready).toMatchObject({ speaker_id: 'vendor-7', ttsRate: 4, user_id: 'ada' });
    expect(ready).not.toHaveProperty('other');
    expect(ready).not.toHaveProperty('result_url');
    expect(record('voice-clone', failed)).toMatchObject({ hasRefundCoin: true });
  });
});

describe('the region of captions', () => {
  const region = { x: 0.1, y: 0.8, width: 0.8, height: 0.15 };

  it('is a part of the picture', () => {
    expect(read('caption-removal', { region })).toMatchObject({ region });
  });

  it.each([
    [{ ...region, x: 0.3 }, 'x + width is over 1'],
    [{ ...region, height: 0.3 }, 'y + height is over 1'],
    [{ ...region, width: 0 }, 'must have a width'],
    [{ ...region, x: -1 }, 'must be a number from 0 to 1'],
    ['bottom', 'must be an object such as'],
  ])('is never %j', (odd, words) => {
    expect(refusal('caption-removal', { region: odd }).message).toContain(words);
  });
});

describe('a family of which little is known', () => {
  it('hands on what it does not know, and shows only what it does', () => {
    const more = { cfg_scale: 0.5, camera: { moves: ['pan', null] }, duration: '10' };
    const request = read('kling-video', more);
    expect(request).toMatchObject(more);
    const shown = record('kling-video', { request: { ...request, result_url: 'forged' } });
    expect(shown).toMatchObject({ duration: 10, result_url: '' });
    expect(shown).not.toHaveProperty('cfg_scale');
  });

  it('is priced by the length that is asked for', () => {
    const { price } = kinds['wan-spicy'];
    expect(price(read('wan-spicy', { duration: 10 })).amount).toBe(500);
    expect(price(read('wan-spicy')).amount).toBe(250);
  });

  it('refuses what no record can keep', () => {
    const deep = JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`);
    expect(refusal('upscale', { deep }).message).toContain('nested deeper');
    expect(refusal('upscale', { odd: '\ud800' }).message).toContain('well-formed');
    for (const odd of [1e300, 1e21, 2 ** 53, -(2 ** 53), 1e-200]) {
      expect(refusal('upscale', { odd: [odd] }).message).toContain('can be kept');
    }
    expect(refusal('upscale', { odd: { '': 1 } }).message).toContain('must be called by');
    expect(refusal('upscale', { 'a b': 1 }).message).toContain('must be called by');
    const long = {
      a: 'x'.repeat(4000),
      b: 'x'.repeat(4000),
      c: 'x'.repeat(4000),
      d: 'x'.repeat(4000),
    };
    expect(refusal('upscale', long).message).toContain('12288 bytes in all');
  });

  it('changes no prototype', () => {
    const body = JSON.parse('{"__proto__": {"polluted": true}, "more": {"__proto__": {"a": 1}}}');
    const request = read('upscale', body);
    expect(request['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(request)).toBe(Object.prototype);
  });
});

describe('what a family requires', () => {
  const required: Partial<Record<TaskKind, string[]>> = {
    'seedance-video': ['prompt'],
    'veo-video': ['prompt'],
    'sora-video': ['prompt'],
    'wan-25': ['prompt'],
    'kling-video': ['prompt', 'mode'],
    'wan-spicy': ['prompt', 'image_url', 'resolution', 'duration'],
    'product-avatar': ['image_urls', 'product_rect'],
    photobook: ['face_image_url'],
    'actor-swap': ['image_url', 'video_url'],
    'image-edit': ['edit_type', 'image_urls'],
    ...Object.fromEntries(
      ['gpt-image', 'flux-2', 'qwen-2-image', 'kling-image'].map((kind) => [
        kind,
        ['name', 'prompt'],
      ]),
    ),
  };

  it.each(Object.entries(required))('of %s is named at once: %j', (kind, fields) => {
    for (const empty of [undefined, null, '']) {
      const nothing = Object.fromEntries(fields.map((field) => [field, empty]));
      const { issues } = refusal(kind as TaskKind, nothing);
      expect(issues.map(({ field }) => field).sort()).toEqual([...fields].sort());
    }
  });

  it.each(['grok-video', 'hailuo-video', 'kling-omni', 'wan-30'] as const)(
    'of %s is nothing',
    (kind) => {
      expect(parseFields(kinds[kind].request, {})).toEqual({});
    },
  );

  it('is priced by what the vendor takes where nothing is said', () => {
    expect(kinds['grok-video'].price({}).amount).toBe(36);
    expect(kinds['wan-30'].price({}).amount).toBe(30);
    expect(kinds['wan-30'].price({ parameters: { duration: 10 } }).amount).toBe(60);
  });
});

describe('pictures of a text', () => {
  it('are a list, of one for each task', () => {
    expect(record('text-to-image', done)).toMatchObject({
      image_urls: [done.resultUrl],
      width: 1024,
      height: 768,
    });
    expect(record('text-to-image')).toMatchObject({ image_urls: [], result_url: '' });
  });
});
