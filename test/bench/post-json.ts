import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';

/** Posts JSON over one of the agent's connections and reads the answer, which is JSON as well. */
export async function postJson(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  agent: Agent,
): Promise<{ status: number | undefined; body: unknown }> {
  const sent = request(url, {
    method: 'POST',
    agent,
    headers: { ...headers, 'content-type': 'application/json' },
  });
  sent.end(JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await json(answer) };
}
