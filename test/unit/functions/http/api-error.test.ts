import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../../../functions/catalog/invalid-request-error.ts';
import { ApiError, toApiError } from '../../../../functions/http/api-error.ts';
import { failure, success } from '../../../../functions/http/envelope.ts';
import { TaskNotFoundError, TaskProcessingError } from '../../../../functions/tasks/task-errors.ts';

describe('the errors of the API', () => {
  it('have the status that A2E documents', () => {
    expect(toApiError(new TaskNotFoundError('x')).status).toBe(404);
    expect(toApiError(new TaskProcessingError('sent')).status).toBe(400);
  });

  it('name the fields', () => {
    const issues = [{ field: 'image_url', message: 'is required' }];
    expect(toApiError(new InvalidRequestError(issues))).toMatchObject({ status: 400, issues });
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

describe('a success', () => {
  it('has code 0, the data and a trace id', () => {
    expect(JSON.parse(success({ a: 1 }, 'trace').body ?? '')).toEqual({
      code: 0,
      data: { a: 1 },
      trace_id: 'trace',
    });
  });
});
