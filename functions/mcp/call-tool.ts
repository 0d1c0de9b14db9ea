import type { CallTool } from './tool.ts';

/** A request of the API's, before it is an event of the HTTP API. */
export interface ToolRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined if the call takes no body. */
  readonly body?: string;
}

/** What the API answered. */
export interface ApiAnswer {
  readonly status: number;
  /** The envelope, or a document. */
  readonly body: unknown;
}

/** What an agent gets to know of a call: the data as text and as an object, links to media, or what to send instead. */
export interface ToolResult {
  readonly content: (TextContent | ResourceLink)[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
  /** MCP's types leave objects open. */
  readonly [name: string]: unknown;
}
interface TextContent {
  readonly type: 'text';
  readonly text: string;
}
interface ResourceLink {
  readonly type: 'resource_link';
  readonly uri: string;
  readonly name: string;
  readonly mimeType?: string;
}

/**
 * In characters of JSON, each of which takes up to 6 bytes, as the answer holds them twice. A function may answer 6 MB (AWS
 * Lambda quotas).
 */
const LONGEST_ANSWER = 900_000;

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Makes the tool's call and answers what came of it. An argument that is a part of the path can't be left out.
 * @param toResult optional, defaults to the answer's data or refusal
 */
export async function callTool(
  call: (request: ToolRequest) => Promise<ApiAnswer>,
  tool: Pick<CallTool, 'method' | 'path' | 'locations'>,
  given: Arguments,
  toResult: (answer: ApiAnswer) => ToolResult = toToolResult,
): Promise<ToolResult> {
  const missing = Object.entries(tool.locations).find(
    ([property, { location }]) => location === 'path' && toText(getOwn(given, property)) === '',
  );
  if (missing) return toError(400, { message: `${missing[0]} is required` });
  return toResult(await call(createToolRequest(tool, given)));
}

/** The request that a tool's arguments make. What the tool does not name is sent in the body, where it is refused. */
export function createToolRequest(
  { method, path, locations }: Pick<CallTool, 'method' | 'path' | 'locations'>,
  given: Arguments,
): ToolRequest {
  const at = (location: string) =>
    Object.entries(given).flatMap(([property, value]) => {
      const found = getOwn(locations, property) ?? { location: 'body', name: property };
      return found.location === location && value !== undefined && value !== null
        ? [[found.name, value] as const]
        : [];
    });
  const texts = (location: string) =>
    Object.fromEntries(at(location).map(([name, value]) => [name, toText(value)]));
  const params = texts('path');
  const headers = Object.entries(texts('header')).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return {
    method,
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    ),
    query: texts('query'),
    headers: Object.fromEntries(headers),
    ...(method === 'GET' ? {} : { body: JSON.stringify(Object.fromEntries(at('body'))) }),
  };
}

/** As a path, a query and a header have it: whole characters, and of an object its JSON, which the API refuses in words. */
function toText(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? '');
  return String(text).toWellFormed();
}

function getOwn<Value>(from: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(from, name) ? from[name] : undefined;
}

/** The API's answer as an agent reads it: a refusal is an error of the tool, with the fields that are wrong. */
export function toToolResult({ status, body }: ApiAnswer): ToolResult {
  const envelope = isRecord(body) ? body : {};
  if (status >= 400) return toError(status, envelope);
  const data = envelope['data'] ?? body;
  const object = isRecord(data) ? data : { value: data };
  const text = JSON.stringify(data);
  if (text.length > LONGEST_ANSWER) {
    return toError(413, { message: 'The answer is too large; ask for fewer at a time: limit' });
  }
  return { content: [{ type: 'text', text }, ...findLinks(data)], structuredContent: object };
}

function toError(status: number, envelope: Readonly<Record<string, unknown>>): ToolResult {
  const errors = Array.isArray(envelope['errors']) ? envelope['errors'] : [];
  const fields = errors.map(({ field, message }) => `- ${field} ${message}`);
  const message = String(envelope['message'] ?? `The API answered ${status}.`);
  return { content: [{ type: 'text', text: [message, ...fields].join('\n') }], isError: true };
}

/** The results of a task, or what an upload or speech answers, as links. */
function findLinks(data: unknown): ResourceLink[] {
  if (!isRecord(data)) return [];
  const urls = Array.isArray(data['result_urls']) ? data['result_urls'] : [data['result_url']];
  return urls
    .filter((url): url is string => typeof url === 'string' && url !== '')
    .map((uri) => {
      const name = uri.slice(uri.lastIndexOf('/') + 1);
      const mimeType = getOwn(mediaTypes, name.slice(name.lastIndexOf('.') + 1));
      return { type: 'resource_link', uri, name, ...(mimeType ? { mimeType } : {}) };
    });
}

const mediaTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
};

/** A plain object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
