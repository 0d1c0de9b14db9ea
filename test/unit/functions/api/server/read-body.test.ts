import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../../../../functions/api/server/read-body.ts';

interface ReadOptions {
  method?: string;
  isBase64Encoded?: boolean;
  headers?: Record<string, string>;
  takesFiles?: boolean;
}

function read(body: string | undefined, more: ReadOptions = {}) {
  const { method = 'POST', isBase64Encoded = false, headers = {}, takesFiles } = more;
  const event = { body, isBase64Encoded, headers, requestContext: { http: { method } } };
  return readBody(event as APIGatewayProxyEventV2, takesFiles);
}

describe('reading a body', () => {
  it('reads JSON, in base64 too', () => {
    expect(read('{"a":1}')).toEqual({ a: 1 });
    const isBase64Encoded = true;
    expect(read(Buffer.from('{"a":"é"}').toString('base64'), { isBase64Encoded })).toEqual({
      a: 'é',
    });
  });

  it.each([[undefined], [''], ['  \n']])('reads %j as an empty object', (body) => {
    expect(read(body)).toEqual({});
  });

  it('does not look at the body of a GET', () => {
    expect(read('{{{', { method: 'GET' })).toEqual({});
  });

  it('says what is wrong with text that is not JSON', () => {
    expect(() => read('{"a":')).toThrow(/not valid JSON/);
  });

  it('takes a byte order mark off', () => {
    expect(read('\ufeff{"a":1}')).toEqual({ a: 1 });
    const body = Buffer.from('\ufeff{"a":1}').toString('base64');
    expect(read(body, { isBase64Encoded: true })).toEqual({ a: 1 });
  });

  it.each([
    ['"{}"', {}, 'must be a JSON object, not a string, which was encoded twice'],
    ['null', {}, 'must be a JSON object, not null'],
    ['7', {}, 'must be a JSON object, not a number'],
    ['a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 'is a form'],
    [
      '--x',
      { 'content-type': 'multipart/form-data; boundary=x' },
      'is a form (multipart/form-data); send JSON, with Content-Type: application/json; to upload a file: (1) POST',
    ],
    ['x', { 'content-type': 'image/jpeg' }, 'is a file (image/jpeg)'],
    ['{}', { 'content-encoding': 'gzip' }, 'is compressed'],
    ['{"a":x', {}, 'is not valid JSON'],
  ])('refuses %s with %j in a sentence that says what to send', (body, headers, words) => {
    expect(() => read(body, { headers })).toThrow(words);
  });

  it('repeats nothing of bytes that are no text', () => {
    const body = Buffer.from([0xff, 0xd8, 0xff, 0x00]).toString('base64');
    expect(() => read(body, { isBase64Encoded: true })).toThrow('is not text in UTF-8; send JSON');
  });

  it('refuses what is too large', () => {
    const large = JSON.stringify({ image_url: 'x'.repeat(65_536) });
    expect(() => read(large)).toThrow(/larger than 65536 bytes; to upload a file: \(1\) POST/);
    const takesFiles = true;
    expect(read(large, { takesFiles })).toBeDefined();
    const larger = JSON.stringify({ image_url: 'x'.repeat(4 * 1024 * 1024) });
    expect(() => read(larger, { takesFiles })).toThrow(/larger than 4194304 bytes; to upload/);
  });

  it('refuses what is nested too deeply, at any depth', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(read(nested(16))).toBeDefined();
    expect(() => read(nested(17))).toThrow(/deeper than 16/);
    expect(() => read(nested(30_000))).toThrow(/deeper than 16/);
  });

  it('refuses a list that is too long, wherever it lies', () => {
    const list = (length: number) => Array.from({ length }, () => 0);
    const members = (length: number) => Object.fromEntries(list(length).map((_, n) => [n, n]));
    expect(read(JSON.stringify({ a: list(1_000), b: members(1_000) }))).toBeDefined();
    for (const long of [list(1_001), { a: [list(1_001)] }, { a: members(1_001) }]) {
      expect(() => read(JSON.stringify(long))).toThrow(/more than 1000 members/);
    }
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'refuses a member called %s, at any depth',
    (name) => {
      for (const body of [`{"${name}":{"a":1}}`, `{"metadata":{"a":[{"${name}":1}]}}`]) {
        expect(() => read(body)).toThrow(`${name} must not be sent`);
      }
    },
  );
});
