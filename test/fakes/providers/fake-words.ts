import type { FakeAnswer, FakeRequest, JobState } from './fake-provider.ts';

/** The credential that every fake takes; long enough to be redacted wherever it shows up. */
export const API_KEY = 'sk_secret-of-the-tests-4711';
export const VIDEO_URL = 'https://cdn.example.com/result.mp4';
export const JOB_ID = '5f0c9a52-8d1e-4a7b-9f57-3f1a2b3c4d5e';
export const ARN = 'arn:aws:bedrock:us-west-2:123456789012:async-invoke/abcdef012345';

/** Providers echo credentials now and then; ours must not hand them on. */
export const ECHO = `The key ${API_KEY} is not valid`;

export const ok = (json: unknown): FakeAnswer => ({ status: 200, json });

export function bearer({ headers }: FakeRequest): boolean {
  return headers['authorization'] === `Bearer ${API_KEY}`;
}

export function isRoute({ method, path }: FakeRequest, route: string): boolean {
  return `${method} ${path.split('?')[0]}` === route;
}

/** Picks the answer of a state; a state without one is left out of the table on purpose. */
export function byState(state: JobState, answers: Partial<Record<JobState, unknown>>): FakeAnswer {
  return state === 'gone' && !('gone' in answers)
    ? { status: 404, json: { detail: 'not found', error: 'not found', message: 'not found' } }
    : ok(answers[state]);
}

export const WEBHOOK_SECRET = `whsec_${Buffer.from('replicate-signs-with-this-secret').toString('base64')}`;

export const ACCESS_KEY_ID = 'AKIDTESTTESTTEST';

export const COMFYUI_VIDEO = Buffer.from('the bytes of a video');
