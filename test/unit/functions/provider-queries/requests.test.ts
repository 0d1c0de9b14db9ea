import { describe, expect, it } from 'vitest';
import { parseFields } from '../../../../functions/catalog/parse-fields.ts';
import {
  flf2vPromptExtension,
  promptExtension,
} from '../../../../functions/provider-queries/extend-prompt.ts';
import { createQueryError } from '../../../../functions/provider-queries/query-errors.ts';
import {
  speakStreamingRequest,
  streamingTokenRequest,
} from '../../../../functions/provider-queries/streaming.ts';
import { watermarkRequest } from '../../../../functions/provider-queries/watermark.ts';

const image_url = 'https://a.test/1.jpg';

describe('what is handed on for a watermark', () => {
  it('is every flat field, beside an address of media', () => {
    const body = { image_url, text: 'Ada', size: 3, tiled: true, nothing: null };
    const { nothing: _nothing, ...sent } = body;
    expect(parseFields(watermarkRequest, body)).toEqual(sent);
  });

  it.each([
    [{}, 'video_url is required'],
    [{ text: 'Ada' }, 'video_url is required'],
    [{ image_url: 'data:image/png;base64,x' }, 'image_url must be an http or https URL'],
    [{ image_url: 3 }, 'image_url must be a string holding'],
    [{ image_url, deep: { path: '/admin' } }, 'deep must be a text'],
    [
      { image_url, ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}`, i])) },
      'at most 20',
    ],
    ['text', 'expected record'],
  ])('is nothing else: %j', (body, message) => {
    expect(() => parseFields(watermarkRequest, body)).toThrow(message);
  });
});

describe('a talk', () => {
  it('takes a minute unless it is told otherwise, and an hour at most', () => {
    expect(parseFields(streamingTokenRequest, { avatar_id: 'a' }).expire_seconds).toBe(60);
    expect(parseFields(streamingTokenRequest, { avatar_id: 'a', expire_seconds: '90' })).toEqual({
      avatar_id: 'a',
      expire_seconds: 90,
    });
    expect(() =>
      parseFields(streamingTokenRequest, { avatar_id: 'a', expire_seconds: 3601 }),
    ).toThrow('expire_seconds must be a whole number from 15 to 3600');
    expect(() => parseFields(speakStreamingRequest, { text: '' })).toThrow(
      'text must not be empty',
    );
  });
});

describe('a prompt that is to be put otherwise', () => {
  it('is answered whole', () => {
    expect(parseFields(promptExtension, { image_url, stream: 'false' })).toMatchObject({
      prompt: '',
    });
    expect(() => parseFields(promptExtension, { image_url, stream: true })).toThrow(
      'stream must be false',
    );
    expect(() => parseFields(flf2vPromptExtension, { image_url })).toThrow(
      'end_image_url is required',
    );
  });
});

describe('a provider’s refusal', () => {
  it.each([
    ['input_rejected', 'QueryRejectedError'],
    ['image_unreachable', 'QueryRejectedError'],
    ['moderated', 'QueryModeratedError'],
    ['rate_limited', 'ProviderBusyError'],
    ['quota_exceeded', 'QueryUnavailableError'],
    ['unauthorized', 'QueryUnavailableError'],
    ['provider_unreachable', 'QueryUnavailableError'],
  ])('%s is %s', (code, name) => {
    expect(createQueryError({ code, message: 'Why' })).toMatchObject({ name, message: 'Why' });
  });

  it('says when to ask again', () => {
    const known = createQueryError({ code: 'rate_limited', message: '', retryAfterSeconds: 30 });
    expect(known).toMatchObject({ retryAfterSeconds: 30 });
    expect(createQueryError({ code: 'rate_limited', message: '' })).toMatchObject({
      retryAfterSeconds: 10,
    });
  });
});
