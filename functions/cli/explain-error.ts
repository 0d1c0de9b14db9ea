import { CommanderError } from 'commander';
import { ApiFailure } from '../client/api-failure.ts';
import { TaskFailure } from '../client/task-failure.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { ListenRefusedError } from './webhooks/event-source.ts';

export interface Explained {
  /** Empty if it has been said already. */
  readonly message: string;
  readonly exitCode: number;
  /** The fields that are wrong, where the service named some. */
  readonly fields?: ApiFailure['fields'];
}

/** An error in words, and what the command line ends with. */
export function explainError(error: unknown): Explained {
  if (error instanceof CommanderError) {
    return { message: '', exitCode: error.exitCode === 0 ? 0 : exitCodes.usage.code };
  }
  if (error instanceof CliError) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof TaskFailure) {
    // Of a cancelled task the provider may go on, and then the price stays.
    const coins = error.code === 'cancelled' ? '' : ' Its coins are back.';
    const message = `The task ${error.task._id} failed: ${error.message}${coins}`;
    return { message, exitCode: exitCodes.taskFailed.code };
  }
  if (error instanceof ApiFailure) return explainRefusal(error);
  if (error instanceof ListenRefusedError) {
    return { message: error.message, exitCode: exitCodes.refused.code };
  }
  if (error instanceof TypeError && error.cause) {
    return {
      message: `The service can’t be reached: ${getCause(error.cause)}`,
      exitCode: exitCodes.unreachable.code,
    };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { message: '', exitCode: exitCodes.interrupted.code };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message, exitCode: exitCodes.failed.code };
}

function explainRefusal({ status, message, fields, traceId }: ApiFailure): Explained {
  if (status === 401) {
    const words = 'The service does not know this token. `reelhook login` keeps another.';
    return { message: words, exitCode: exitCodes.refused.code };
  }
  const named = fields.filter((field) => !message.includes(field.message));
  const lines = named.map((field) => `  ${field.field} ${field.message}`);
  const trace = status >= 500 && traceId ? [`  trace_id ${traceId}`] : [];
  const exitCode = status >= 500 ? exitCodes.failed.code : exitCodes.refused.code;
  return { message: [message, ...lines, ...trace].join('\n'), exitCode, fields };
}

function getCause(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNREFUSED' ? 'nobody listens there.' : code || String(cause);
}
