import type { OperationStatus } from '../operation.ts';
import type { FailureCode } from '../provider-error.ts';

/** What both of Luma's APIs say of a generation. */
interface Generation {
  readonly state: string;
  readonly failure_reason?: string | null | undefined;
}

/**
 * The status of a generation, by the states that both of Luma's APIs have.
 * @param url of the finished video, where there is one
 * @param getFailureCode why it failed, by what the API says
 */
export function toStatus(
  { state, failure_reason: reason }: Generation,
  url: string | null | undefined,
  getFailureCode: (message: string) => FailureCode,
): OperationStatus {
  switch (state) {
    case 'queued':
      return { state: 'running', phase: 'queued' };
    case 'completed': {
      if (url) return { state: 'completed', result: { url } };
      const message = 'Luma completed the generation without a file.';
      return { state: 'failed', code: 'result_gone', message };
    }
    case 'failed': {
      const message = reason || 'The generation failed at Luma.';
      return { state: 'failed', code: getFailureCode(message), message };
    }
    default:
      return { state: 'running', phase: 'processing' };
  }
}
