import {
  CLIENT_CAPABILITIES_META_KEY,
  createMcpHandler,
  MissingRequiredClientCapabilityError,
  Server,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { OpenApi } from '../client/openapi/open-api.ts';
import {
  type ApiAnswer,
  createToolRequest,
  isRecord,
  type ToolRequest,
  type ToolResult,
  toToolResult,
} from './call-tool.ts';
import { answerListKinds, listKinds } from './list-kinds.ts';
import { cancelMcpTask, getMcpTask, TASKS_EXTENSION, toTaskResult } from './mcp-tasks.ts';
import { readTools } from './read-tools.ts';
import type { CallTool } from './tool.ts';

export interface ServeMcpDependencies {
  /** The API's OpenAPI document: what it declares as tools, the tools are. */
  readDocument(): Promise<OpenApi>;
  /** Makes a call of the API's, with the headers that are given. */
  call(request: ToolRequest): Promise<ApiAnswer>;
  readonly version: string;
}

const instructions =
  'Reelhook makes videos, pictures and speech. Ask list_kinds what there is, start_task with a kind and its input, then get_task until current_status is completed or failed; result_urls are the files. Your own file is put to what get_upload_url answers. Every task costs coins: get_price says how many, before it is started.';

/**
 * Answers one request to the MCP endpoint: stateless, one answer in JSON for each POST. Tools make calls of the API with
 * the caller's own token, so its owners, limits and refusals hold for them.
 */
export async function serveMcp(context: ServeMcpDependencies, request: Request): Promise<Response> {
  const authorization = request.headers.get('authorization');
  if (!authorization) return refuse();
  const call = ({ headers, ...rest }: ToolRequest) =>
    context.call({ ...rest, headers: { ...headers, authorization } });
  const document = await context.readDocument();
  const handler = createMcpHandler(
    () => createServer({ document, call, version: context.version }),
    { responseMode: 'json' },
  );
  return handler.fetch(request);
}

interface ServerDependencies extends Pick<ServeMcpDependencies, 'call' | 'version'> {
  readonly document: OpenApi;
}

function createServer({ document, call, version }: ServerDependencies): Server {
  const tools = readTools(document);
  const capabilities = { tools: {}, extensions: { [TASKS_EXTENSION]: {} } };
  const server = new Server({ name: 'reelhook', version }, { capabilities, instructions });
  server.setRequestHandler('tools/list', async () => ({
    tools: [describe(listKinds), ...tools.map(describe)],
  }));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const { name, arguments: given = {} } = params;
    if (name === listKinds.name) return answerListKinds({ document, call }, given);
    const tool = tools.find((one) => one.name === name);
    if (tool) {
      const answer = await call(createToolRequest(tool, given));
      if (!knowsTasks(context)) return toToolResult(answer);
      // The SDK's types know no handle of the extension's, and its server passes one on.
      return toTaskResult(tool, answer) as ToolResult;
    }
    const names = [listKinds.name, ...tools.map((one) => one.name)].join(', ');
    const text = `There is no tool ${name}. There are ${names}.`;
    return { content: [{ type: 'text', text }], isError: true };
  });
  serveTasks(server, call);
  return server;
}

/** MCP's own way to follow what a tool has started, for clients that declare it with each request. */
function serveTasks(server: Server, call: ServeMcpDependencies['call']): void {
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

function knowsTasks({ mcpReq }: ServerContext): boolean {
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  const capabilities = envelope[CLIENT_CAPABILITIES_META_KEY];
  const extensions = isRecord(capabilities) ? capabilities['extensions'] : undefined;
  return isRecord(extensions) && isRecord(extensions[TASKS_EXTENSION]);
}

function describe({ name, description, input }: Pick<CallTool, 'name' | 'description' | 'input'>) {
  // JSON Schema as the document has it, which MCP's types say in their own words.
  return { name, description, inputSchema: input as unknown as Tool['inputSchema'] };
}

function refuse(): Response {
  const message = 'Send the header Authorization: Bearer sk_…, with a token of your account.';
  const error = { jsonrpc: '2.0', id: null, error: { code: -32_001, message } };
  return Response.json(error, { status: 401, headers: { 'www-authenticate': 'Bearer' } });
}
