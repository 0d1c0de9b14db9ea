import { Agent as HttpAgent, request as requestOverHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestOverHttps } from 'node:https';
import { text } from 'node:stream/consumers';

export interface JsonPost {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the whole request and its answer. */
  readonly timeoutMilliseconds: number;
  /** Optional; ends the request as well. */
  readonly signal?: AbortSignal;
}

export interface PostAnswer {
  readonly status: number;
  readonly body: string;
}

const agents = {
  http: new HttpAgent({ keepAlive: true, maxSockets: 50 }),
  https: new HttpsAgent({ keepAlive: true, maxSockets: 50 }),
};

/** Posts over a connection that is kept. @throws whatever keeps an answer from coming in time */
export function postJson({
  url,
  headers,
  body,
  timeoutMilliseconds,
  signal,
}: JsonPost): Promise<PostAnswer> {
  const isSecure = url.protocol === 'https:';
  const send = isSecure ? requestOverHttps : requestOverHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      {
        method: 'POST',
        hostname: url.hostname,
        port: url.port,
        path: url.pathname,
        agent: isSecure ? agents.https : agents.http,
        ...(signal && { signal }),
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        text(response).then(
          (answer) => resolve({ status: response.statusCode ?? 0, body: answer }),
          reject,
        );
      },
    );
    request.on('error', reject);
    request.setTimeout(timeoutMilliseconds, () =>
      request.destroy(new Error(`No answer within ${timeoutMilliseconds} ms`)),
    );
    request.end(body);
  });
}
