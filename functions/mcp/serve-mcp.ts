import {
  createMcpHandler,
  ProtocolError,
  Server,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import type { OpenApi } from '../client/openapi/open-api.ts';
import { type ApiAnswer, callTool, type ToolRequest } from './call-tool.ts';
import { whyNotRead } from './check-messages.ts';
import { answerListKinds, listKinds } from './list-kinds.ts';
import { knowsTasks, serveTasks, TASKS_EXTENSION, toTaskResult } from './mcp-tasks.ts';
import { readTools } from './read-tools.ts';
import type { CallTool } from './tool.ts';

export interface ServeMcpDependencies {
  /** The API's OpenAPI document: what it declares as tools, the tools are. */
  readDocument(): Promise<OpenApi>;
  /** Makes a call of the API's, with the headers that are given. */
  call(request: ToolRequest): Promise<ApiAnswer>;
  readonly version: string;
  /** Keeps an internal fault for the operator. */
  warn(message: string, error: unknown): void;
}

/** In bytes: as the largest start of the API's, which may hold files as `data:` URLs. Each call has the API's own limits too. */
const LARGEST_MESSAGE = 4 * 1024 * 1024;

const instructions =
  'Reelhook makes videos, pictures and speech. Ask list_kinds what there is, start_task with a kind and its input, then get_task until current_status is completed or failed; result_urls are the files. Your own file is put to what get_upload_url answers. Every task costs coins: get_price says how many, before it is started.';

/**
 * Answers one request to the MCP endpoint: stateless, one answer in JSON for each POST. Tools make calls of the API with
 * the caller's own token, so its owners, limits and refusals hold for them.
 */
export async function serveMcp(context: ServeMcpDependencies, request: Request): Promise<Response> {
  const authorization = request.headers.get('authorization');
  if (!authorization) return refuse();
  const text = await request.text();
  if (Buffer.byteLength(text) > LARGEST_MESSAGE) {
    return toError(413, `The request is larger than ${LARGEST_MESSAGE} bytes.`);
  }
  const reason = whyNotRead(text);
  if (reason) return toError(400, reason);
  const call = ({ headers, ...rest }: ToolRequest) =>
    context.call({ ...rest, headers: { ...headers, authorization } });
  const document = await context.readDocument();
  const handler = createMcpHandler(() => createServer({ ...context, document, call }));
  const { method, headers } = request;
  const isRead = method === 'GET' || method === 'HEAD';
  return handler.fetch(
    new Request(request.url, { method, headers, ...(isRead ? {} : { body: text }) }),
  );
}

interface ServerDependencies extends Pick<ServeMcpDependencies, 'call' | 'version' | 'warn'> {
  readonly document: OpenApi;
}

function createServer({ document, call, version, warn }: ServerDependencies): Server {
  const tools = readTools(document);
  const capabilities = { tools: {}, extensions: { [TASKS_EXTENSION]: {} } };
  const server = new Server({ name: 'reelhook', version }, { capabilities, instructions });
  server.setRequestHandler('tools/list', async () => ({
    tools: [describe(listKinds), ...tools.map(describe)],
  }));
  type Given = Record<string, unknown>;
  async function answerCall(name: string, given: Given, context: ServerContext) {
    if (name === listKinds.name) return answerListKinds({ document, call }, given);
    const tool = tools.find((one) => one.name === name);
    if (tool && !knowsTasks(context)) return callTool(call, tool, given);
    if (tool) return callTool(call, tool, given, (answer) => toTaskResult(tool, answer));
    const names = [listKinds.name, ...tools.map((one) => one.name)].join(', ');
    const text = `There is no tool ${name}. There are ${names}.`;
    return { content: [{ type: 'text' as const, text }], isError: true };
  }
  const hideFaults = <Answer>(answer: Promise<Answer>) =>
    answer.catch((error: unknown): never => {
      if (error instanceof ProtocolError) throw error;
      warn('A tool could not be called.', error);
      // MCP's server shows the caller what is thrown, whose words may name accounts and roles at AWS.
      throw new Error('Something went wrong on our side; the request can be sent again.');
    });
  server.setRequestHandler('tools/call', ({ params: { name, arguments: given = {} } }, context) =>
    hideFaults(answerCall(name, given, context)),
  );
  serveTasks(server, (request) => hideFaults(call(request)));
  return server;
}

function describe({ name, description, input }: Pick<CallTool, 'name' | 'description' | 'input'>) {
  // JSON Schema as the document has it, which MCP's types say in their own words.
  return { name, description, inputSchema: input as unknown as Tool['inputSchema'] };
}

function refuse(): Response {
  const message = 'Send the header Authorization: Bearer sk_…, with a token of your account.';
  return toError(401, message, { code: -32_001, headers: { 'www-authenticate': 'Bearer' } });
}

/** @param options optional; the code defaults to that of an invalid request (JSON-RPC 2.0, 5.1) */
function toError(
  status: number,
  message: string,
  { code = -32_600, headers = {} }: { code?: number; headers?: Record<string, string> } = {},
): Response {
  const error = { jsonrpc: '2.0', id: null, error: { code, message } };
  return Response.json(error, { status, headers });
}
