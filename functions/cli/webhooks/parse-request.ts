import { CliError } from '../exit-codes.ts';
import type { CapturedRequest } from './diagnose-webhook.ts';

/**
 * A request as it was written down: HTTP with its headers, an empty line and the body; or `{ "headers": …, "body": … }`
 * in JSON.
 * @throws CliError for anything else
 */
export function parseRequest(text: string): CapturedRequest {
  return parseJson(text) ?? parseHttp(text);
}

function parseJson(text: string): CapturedRequest | undefined {
  try {
    const { headers, body } = JSON.parse(text);
    if (typeof headers !== 'object' || headers === null || typeof body !== 'string')
      return undefined;
    return { headers: lowerCase(Object.entries(headers)), body };
  } catch {
    return undefined;
  }
}

function parseHttp(text: string): CapturedRequest {
  const [, head, body] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(text) ?? [];
  if (head === undefined || body === undefined) {
    throw new CliError(
      'That is no request: give its headers, an empty line and the body, or {"headers": …, "body": …}.',
      'usage',
    );
  }
  const entries = head.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value]];
  });
  return { headers: lowerCase(entries as [string, unknown][]), body };
}

const lowerCase = (entries: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
