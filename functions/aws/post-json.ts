import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { openRequest, type RequestHead } from './open-request.ts';

export interface JsonPost extends Omit<RequestHead, 'method'> {
  readonly body: string;
}

export interface PostAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Posts a text. @throws whatever keeps an answer from coming in time */
export async function postJson({ body, headers, ...head }: JsonPost): Promise<PostAnswer> {
  const length = Buffer.byteLength(body);
  const { request, answered } = openRequest({
    ...head,
    method: 'POST',
    headers: { ...headers, 'content-length': length },
  });
  request.end(body);
  const answer = await answered;
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: await text(answer),
  };
}
