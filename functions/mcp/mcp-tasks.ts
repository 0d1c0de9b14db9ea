import {
  CLIENT_CAPABILITIES_META_KEY,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import {
  type ApiAnswer,
  isRecord,
  type ToolRequest,
  type ToolResult,
  toToolResult,
} from './call-tool.ts';
import type { CallTool } from './tool.ts';

/** MCP's extension for long work (SEP-2663), by which client and server declare it. */
export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

type Call = (request: ToolRequest) => Promise<ApiAnswer>;

/** What the extension's results say of a task. */
interface McpTask {
  readonly taskId: string;
  readonly status: 'working' | 'completed' | 'cancelled';
  readonly statusMessage?: string;
  readonly createdAt: string;
  readonly lastUpdatedAt: string;
  /** The service keeps records longer than any task takes, and says nowhere how long exactly. */
  readonly ttlMs: null;
  readonly pollIntervalMs: number;
  /** Of a completed task: what `get_task` answers. A failed one is an error of the tool. */
  readonly result?: ToolResult;
  /** MCP's types leave objects open. */
  readonly [name: string]: unknown;
}

const PATH = '/api/v1/tasks';
const SHORTEST_POLL_MILLISECONDS = 1_000;
const LONGEST_POLL_MILLISECONDS = 15_000;
/** A task is asked about four times in the time that it is expected to take. */
const POLLS = 4;

/**
 * What a tool answers a client that knows the extension: for a start of one task, its handle. The record is written
 * before the start is answered.
 */
export function toTaskResult(
  { method, path }: Pick<CallTool, 'method' | 'path'>,
  answer: ApiAnswer,
): ToolResult {
  const result = toToolResult(answer);
  if (method !== 'POST' || path !== PATH || result.isError) return result;
  const rows = result.structuredContent?.['rows'];
  const [task, ...others] = Array.isArray(rows) ? rows : [];
  if (!isRecord(task) || others.length > 0) return result;
  const { result: ended, ...handle } = toMcpTask(task);
  // A handle has no content, for which the SDK's types have no words; its server gives it an empty one.
  return ended ? result : { content: [], resultType: 'task', ...handle };
}

/** Whether the client of a request has declared the extension, as it does with each. */
export function knowsTasks({ mcpReq }: Pick<ServerContext, 'mcpReq'>): boolean {
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  const capabilities = envelope[CLIENT_CAPABILITIES_META_KEY];
  const extensions = isRecord(capabilities) ? capabilities['extensions'] : undefined;
  return isRecord(extensions) && isRecord(extensions[TASKS_EXTENSION]);
}

/** Lets clients follow and cancel what a tool has started, by MCP's own methods. */
export function serveTasks(server: Server, call: Call): void {
  const answers = {
    'tasks/get': getMcpTask,
    'tasks/cancel': cancelMcpTask,
    // None of our tasks asks its client anything, and answers to nothing are ignored.
    'tasks/update': async (...given: Parameters<typeof getMcpTask>) => {
      await getMcpTask(...given);
      return {};
    },
  };
  const params = z.object({ taskId: z.string().min(1) });
  for (const [method, answer] of Object.entries(answers)) {
    server.setRequestHandler(method, { params }, ({ taskId }, context) => {
      if (knowsTasks(context)) return answer(call, taskId);
      const requiredCapabilities = { extensions: { [TASKS_EXTENSION]: {} } };
      throw new MissingRequiredClientCapabilityError({ requiredCapabilities });
    });
  }
}

/** Answers `tasks/get`. @throws ProtocolError for a task that is none of the caller's */
async function getMcpTask(call: Call, id: string): Promise<McpTask> {
  const { status, body } = await call(toRequest('GET', id));
  const data = isRecord(body) ? body['data'] : undefined;
  if (status >= 400 || !isRecord(data)) throw toProtocolError(status, body);
  return toMcpTask(data);
}

/** Answers `tasks/cancel`: of a task that has ended, too. @throws ProtocolError as above */
async function cancelMcpTask(call: Call, id: string): Promise<Record<string, never>> {
  const { status, body } = await call({ ...toRequest('POST', id, '/cancel'), body: '{}' });
  if (status >= 400 && status !== 409) throw toProtocolError(status, body);
  return {};
}

const toRequest = (method: string, id: string, rest = ''): ToolRequest => ({
  ...{ method, path: `${PATH}/${encodeURIComponent(id)}${rest}` },
  ...{ query: {}, headers: {} },
});

function toProtocolError(status: number, body: unknown): ProtocolError {
  const message = isRecord(body) ? String(body['message']) : `The API answered ${status}.`;
  const { InvalidParams, InternalError } = ProtocolErrorCode;
  return new ProtocolError(
    status === 400 || status === 404 ? InvalidParams : InternalError,
    message,
  );
}

function toMcpTask(task: Readonly<Record<string, unknown>>): McpTask {
  const state = task['current_status'];
  const isCancelled = task['failed_code'] === 'cancelled';
  const hasEnded = state === 'completed' || state === 'failed';
  const result = toToolResult({ status: 200, body: { data: task } });
  return {
    taskId: String(task['_id']),
    status: isCancelled ? 'cancelled' : hasEnded ? 'completed' : 'working',
    statusMessage: String(task['failed_message'] || `${state}, ${task['process']}%`),
    createdAt: String(task['createdAt']),
    lastUpdatedAt: String(task['updatedAt']),
    ttlMs: null,
    pollIntervalMs: getPollInterval(task['eta']),
    ...(hasEnded && !isCancelled
      ? {
          result: {
            resultType: 'complete',
            ...result,
            ...(state === 'failed' && { isError: true }),
          },
        }
      : {}),
  };
}

function getPollInterval(eta: unknown): number {
  const seconds = isRecord(eta) ? Number(eta['p50_seconds']) : Number.NaN;
  const milliseconds = Math.round((seconds * 1000) / POLLS) || SHORTEST_POLL_MILLISECONDS;
  return Math.min(Math.max(milliseconds, SHORTEST_POLL_MILLISECONDS), LONGEST_POLL_MILLISECONDS);
}
