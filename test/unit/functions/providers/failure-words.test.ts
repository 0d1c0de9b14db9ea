import { afterEach, describe, expect, it, vi } from 'vitest';
import { API_KEY, ARN, JOB_ID } from '../../../fakes/providers/fake-words.ts';
import { providerAt, startCall } from '../../../fakes/providers/provider-at.ts';

const apiKey = API_KEY;

/** The provider's next answer, whatever it is asked. */
function providersForQuery(status: number, json: unknown, headers: Record<string, string> = {}) {
  vi.stubGlobal('fetch', async () => Response.json(json, { status, headers }));
}

afterEach(() => vi.unstubAllGlobals());

/** Type of provider, its answer to a start, and what becomes of it. */
const starts: [string, number, unknown, object][] = [
  ['a2e', 200, { code: 30005, message: 'both given' }, { code: 'input_rejected' }],
  ['a2e', 200, { code: 1003, msg: 'minor' }, { code: 'moderated' }],
  ['a2e', 403, { code: 1004, msg: 'minor suspected' }, { code: 'moderated' }],
  ['a2e', 400, { code: 1, message: 'Not enough coins' }, { code: 'quota_exceeded' }],
  ['a2e', 403, { error: 'daily quota reached' }, { code: 'quota_exceeded' }],
  ['a2e', 200, { code: 0 }, { name: 'StartOutcomeUnknownError' }],
  ['fal', 403, { detail: 'User is locked. Exhausted balance.' }, { code: 'quota_exceeded' }],
  ['fal', 403, { detail: 'Forbidden' }, { code: 'unauthorized' }],
  ['fal', 504, { detail: 'x', error_type: 'startup_timeout' }, { code: 'timed_out' }],
  ['replicate', 402, { title: 'Insufficient credit', detail: 'x' }, { code: 'quota_exceeded' }],
  ['runway', 400, { error: 'You do not have enough credits.' }, { code: 'quota_exceeded' }],
  ['luma', 402, { detail: 'Insufficient balance' }, { code: 'quota_exceeded' }],
  ['luma', 503, { detail: 'Image ingestion unavailable' }, { retryable: true }],
  ['luma-dream-machine', 400, { detail: 'Insufficient credits' }, { code: 'quota_exceeded' }],
  ['veo', 400, { error: { message: 'violates usage guidelines' } }, { code: 'moderated' }],
  ['veo', 403, { error: { message: 'Permission denied' } }, { code: 'unauthorized' }],
];

describe('a start that the service refuses', () => {
  for (const [type, status, json, expected] of starts) {
    it(`${type}: HTTP ${status} ${JSON.stringify(json).slice(0, 60)}`, async () => {
      providersForQuery(status, json);
      const { provider } = providerAt({ type, apiKey });
      await expect(provider.start(startCall())).rejects.toMatchObject(expected);
    });
  }

  it('tells the errors of Bedrock apart by their names', async () => {
    const { provider } = providerAt({ type: 'bedrock', outputBucket: 'out' });
    for (const [type, code] of [
      ['ServiceQuotaExceededException', 'quota_exceeded'],
      ['ThrottlingException:http://internal', 'rate_limited'],
      ['ValidationException', 'input_rejected'],
    ] as const) {
      providersForQuery(400, { message: 'no' }, { 'x-amzn-errortype': type });
      await expect(provider.start(startCall())).rejects.toMatchObject({ code });
    }
  });
});

/** Type of provider, its operation, its answer to a check, and what that means. */
const checks: [string, object, unknown, object][] = [
  [
    'a2e',
    { id: JOB_ID },
    { data: [{ _id: JOB_ID, current_status: 'failed', failed_code: 'timed_out' }] },
    { code: 'timed_out' },
  ],
  [
    'a2e',
    { id: JOB_ID },
    { code: 0, data: { _id: JOB_ID, current_status: 'completed', result_url: '' } },
    { code: 'result_gone' },
  ],
  ['replicate', { predictionId: 'p' }, { status: 'aborted' }, { code: 'timed_out' }],
  ['replicate', { predictionId: 'p' }, { status: 'failed', error: null }, { state: 'failed' }],
  [
    'runway',
    { id: 'r' },
    { status: 'FAILED', failureCode: 'ASSET.INVALID' },
    { code: 'input_rejected' },
  ],
  [
    'runway',
    { id: 'r' },
    { status: 'FAILED', failureCode: 'INPUT_PREPROCESSING.SAFETY.TEXT' },
    { code: 'moderated' },
  ],
  [
    'luma',
    { id: 'l' },
    { state: 'failed', failure_code: 'budget_exhausted' },
    { code: 'quota_exceeded' },
  ],
  [
    'luma',
    { id: 'l' },
    { state: 'failed', failure_code: 'corrupt_input' },
    { code: 'input_rejected' },
  ],
  [
    'veo',
    { name: 'operations/1' },
    { done: true, error: { code: 3, message: 'bad image' } },
    { code: 'input_rejected' },
  ],
  [
    'veo',
    { name: 'operations/1' },
    { done: true, response: { generateVideoResponse: {} } },
    { code: 'result_gone' },
  ],
];

describe('a check that tells the end', () => {
  for (const [type, operation, json, expected] of checks) {
    it(`${type}: ${JSON.stringify(json).slice(0, 70)}`, async () => {
      providersForQuery(200, json);
      const { provider } = providerAt({ type, apiKey });
      const stored = JSON.parse(JSON.stringify(operation));
      expect(await provider.check(stored)).toMatchObject({ state: 'failed', ...expected });
    });
  }

  it('is no error of A2E’s that comes instead of the record: the work may well go on', async () => {
    providersForQuery(200, { code: 500, message: 'server busy' });
    const { provider } = providerAt({ type: 'a2e', apiKey });
    const checked = provider.check({ id: JOB_ID });
    await expect(checked).rejects.toMatchObject({ name: 'ProviderError', retryable: true });
  });

  it('lets Bedrock’s file be copied inside the bucket when it is our own', async () => {
    const s3Uri = 's3://media/renders/bedrock';
    providersForQuery(200, {
      status: 'Completed',
      outputDataConfig: { s3OutputDataConfig: { s3Uri } },
    });
    const { provider } = providerAt({ type: 'bedrock', outputBucket: 'media' });
    const key = 'renders/bedrock/abcdef012345/output.mp4';
    const expected = { state: 'completed', result: { key } };
    expect(await provider.check({ invocationArn: ARN })).toEqual(expected);
  });

  it('is not found in an operation that another adapter stored', async () => {
    const { provider } = providerAt({ type: 'runway', apiKey });
    await expect(provider.check({ predictionId: 'p' })).rejects.toThrow('id');
  });
});
