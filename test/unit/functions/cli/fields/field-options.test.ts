import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  addFieldOptions,
  getFlag,
  getGivenFields,
} from '../../../../../functions/cli/fields/field-options.ts';
import { readField } from '../../../../../functions/client/openapi/read-field.ts';

const fields = [
  readField('image_url', { type: 'string', format: 'uri' }, true),
  readField('imageUrls', { type: 'array' }, false),
  readField('video_time', { enum: [5, 10], default: 5 }, false),
  readField('extend_prompt', { type: 'boolean' }, false),
  readField('scale', { type: 'number' }, false),
  readField('metadata', { type: 'object' }, false),
  readField('json', { type: 'string' }, false),
];

function parse(...words: string[]) {
  const command = new Command()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .option('--json', 'as JSON');
  addFieldOptions(command, fields, 'Fields:');
  command.parse(words, { from: 'user' });
  return getGivenFields(fields, command.opts());
}

describe('fields as options', () => {
  it('are spelled as options are', () => {
    expect(['image_url', 'imageUrls', 'audioSrc'].map(getFlag)).toEqual([
      '--image-url',
      '--image-urls',
      '--audio-src',
    ]);
  });

  it('become what JSON has', () => {
    const words = ['--image-url', 'a.jpg', '--image-urls', 'b', '--image-urls', 'c'];
    const more = ['--video-time', '10', '--extend-prompt', 'false', '--scale', '0.5'];
    expect(parse(...words, ...more, '--metadata', '{"a":"b"}')).toEqual({
      image_url: 'a.jpg',
      imageUrls: ['b', 'c'],
      video_time: 10,
      extend_prompt: false,
      scale: 0.5,
      metadata: { a: 'b' },
    });
    expect(parse('--extend-prompt')).toEqual({ extend_prompt: true });
    expect(parse()).toEqual({});
  });

  it.each([
    ['--scale', 'big'],
    ['--extend-prompt', 'maybe'],
    ['--soup', '1'],
  ])('are refused in words: %s %s', (...words) => {
    expect(() => parse(...words)).toThrow();
  });
});
