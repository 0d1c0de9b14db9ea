import { describe, expect, it } from 'vitest';
import { kinds } from '../../../../functions/catalog/catalog.ts';
import { findUnknownFields } from '../../../../functions/catalog/unknown-fields.ts';

const find = (body: object) =>
  findUnknownFields(kinds['image-to-video'].request, body, ['webhook_url']);

describe('fields that are ignored', () => {
  it('are named, with the field that may be meant', () => {
    expect(find({ video_tme: 5, camera: 'pan', image_url: 'https://a.test/1.jpg' })).toEqual([
      {
        field: 'video_tme',
        message: 'is not known here and was ignored; did you mean `video_time`?',
      },
      { field: 'camera', message: 'is not known here and was ignored' },
    ]);
  });

  it('are named in no more words than callers and logs have room for', () => {
    const names = Array.from({ length: 900 }, (_, index) => `${'x'.repeat(900)}${index}`);
    const found = find(Object.fromEntries(names.map((name) => [name, 1])));
    expect(found).toHaveLength(20);
    expect(found[0]?.field).toBe('x'.repeat(64));
  });

  it('are none of the aliases, of what every start takes, or of what is passed on', () => {
    expect(find({ duration: '5', negative_prmpt: 'blur', webhook_url: 'x' })).toEqual([]);
    expect(findUnknownFields(kinds['kling-video'].request, { camera: 'pan' }, [])).toEqual([]);
  });

  it('leave room for `duration`, which is the length', () => {
    const image_url = 'https://a.test/1.jpg';
    const { request } = kinds['image-to-video'];
    expect(request.parse({ image_url, duration: '10' })).toMatchObject({ video_time: 10 });
  });
});
