import { describe, expect, it } from 'vitest';
import { findOutput } from '../../../../../functions/providers/bedrock/output.ts';

const ARN = 'arn:aws:bedrock:us-west-2:123456789012:async-invoke/abc123';

describe('where Bedrock puts a video', () => {
  it('is found in each form of its answer', () => {
    const found = { bucket: 'out', key: 'renders/abc123/output.mp4' };
    expect(findOutput('s3://out/renders', ARN)).toEqual(found);
    expect(findOutput('s3://out/renders/', ARN)).toEqual(found);
    expect(findOutput('s3://out/renders/abc123', ARN)).toEqual(found);
    expect(findOutput('s3://out/renders/abc123/output.mp4', ARN)).toEqual(found);
    expect(findOutput('s3://out', ARN)).toEqual({ bucket: 'out', key: 'abc123/output.mp4' });
  });

  it('is nowhere when the answer names no bucket', () => {
    expect(() => findOutput('https://out/x', ARN)).toThrow('a place for the result that is none');
  });
});
