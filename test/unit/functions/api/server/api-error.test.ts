import { describe, expect, it } from 'vitest';
import { ApiError, toApiError } from '../../../../../functions/api/server/api-error.ts';
import { document, failure, success } from '../../../../../functions/api/server/envelope.ts';
import { InvalidRequestError } from '../../../../../functions/catalog/invalid-request-error.ts';
import {
  TaskNotFoundError,
  TaskProcessingError,
} from '../../../../../functions/tasks/task-errors.ts';
import {
  DeliveryUnderWayError,
  InvalidWebhookRequestError,
  TooManyEndpointsError,
  WebhookNotFoundError,
} from '../../../../../functions/webhooks/errors.ts';

describe('the errors of the API', () => {
  it('have the status that A2E documents', () => {
    expect(toApiError(new TaskNotFoundError('x')).status).toBe(404);
    expect(toApiError(new TaskProcessingError('sent')).status).toBe(400);
    expect(toApiError(new WebhookNotFoundError('event')).status).toBe(404);
    expect(toApiError(new DeliveryUnderWayError()).status).toBe(409);
    expect(toApiError(new TooManyEndpointsError(20)).status).toBe(400);
  });

  it('name the fields', () => {
    const issues = [{ field: 'image_url', message: 'is required' }];
    expect(toApiError(new InvalidRequestError(issues))).toMatchObject({ status: 400, issues });
    const unreachable = new InvalidWebhookRequestError('url', 'leads nowhere');
    expect(toApiError(unreachable).issues).toEqual([{ field: 'url', message: 'leads nowhere' }]);
  });

  it.each([
    [Object.assign(new Error('full'), { name: 'ServiceUnavailable' })],
    [Object.assign(new Error('full'), { code: 'ServiceUnavailable' })],
  ])('of a service of AWS that takes nothing now says when to come back', (unavailable) => {
    const error = toApiError(unavailable);
    expect(error).toMatchObject({ status: 503, retryAfterSeconds: 5 });
    expect(error.message).not.toContain('full');
  });

  it('say nothing of a fault of ours', () => {
    const error = toApiError(new Error('the password is hunter2'));
    expect(error.status).toBe(500);
    expect(error.message).not.toContain('hunter2');
    expect(toApiError('nonsense').status).toBe(500);
  });

  it('travel in an envelope that clients of either generation read', () => {
    const response = failure(new ApiError(400, 'No.'), 'trace', Date.parse('2026-11-23'));
    expect(response.statusCode).toBe(400);
    expect(JSON.parse(response.body ?? '')).toEqual({
      code: 400,
      message: 'No.',
      msg: 'No.',
      error: 'No.',
      success: false,
      data: null,
      timestamp: '2026-11-23T00:00:00.000Z',
      trace_id: 'trace',
    });
  });
});

describe('every answer', () => {
  it('is JSON and nothing else, is kept by nobody and fits into no frame', () => {
    const refusal = failure(new ApiError(404, 'No.'), 'trace', 0);
    for (const { headers } of [success({}, 'trace'), refusal]) {
      expect(headers).toEqual({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000',
      });
    }
  });

  it('may be kept where it is a document for everyone, for as long as its operation says', () => {
    const cacheControl = (seconds: number) => document({}, seconds).headers?.['cache-control'];
    expect(cacheControl(300)).toBe('public, max-age=300');
    expect(cacheControl(0)).toBe('no-store');
  });

  it('says when to come again, where that is known', () => {
    const { headers } = failure(new ApiError(429, 'No.', [], 7), 'trace', 0);
    expect(headers).toMatchObject({ 'retry-after': 7 });
  });
});

describe('a success', () => {
  it('has code 0, the data and a trace id', () => {
    expect(JSON.parse(success({ a: 1 }, 'trace').body ?? '')).toEqual({
      code: 0,
      data: { a: 1 },
      trace_id: 'trace',
    });
  });
});
