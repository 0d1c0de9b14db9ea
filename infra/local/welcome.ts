import { LOOPBACK } from './engines/http.ts';
import type { FirstUser } from './first-user.ts';
import type { LocalStack } from './stack.ts';

export interface Welcome {
  readonly user: FirstUser | undefined;
  readonly dataDirectory: string;
  /** The address that is listened to. */
  readonly host: string;
  /** What is missing or wrong in what the user configured, in sentences. */
  readonly problems: readonly string[];
}

/** What `npm start` says once everything runs. */
export function welcome(
  { apiUrl, endpointUrl, mediaUrl, outputs }: LocalStack,
  { user, dataDirectory, problems, host }: Welcome,
): string {
  const lines = [
    '',
    'Reelhook is running.',
    '',
    `  Console         ${apiUrl}/console${user === undefined ? '' : `#token=${user.token}`}`,
    `  API             ${apiUrl}`,
    `  Reference       ${apiUrl}/docs`,
    `  Media           ${mediaUrl}`,
    `  AWS endpoint    ${endpointUrl}`,
    `  Metrics         ${endpointUrl}/metrics`,
    `  Data            ${dataDirectory}`,
  ];
  if (user !== undefined) {
    lines.push(`  Token           ${user.token}`, `  Signing secret  ${user.signingSecret}`);
  }
  lines.push(...sayOthers({ apiUrl, outputs }, host));
  if (problems.length > 0) {
    lines.push('', 'Not usable as it is configured:', '', ...problems.map((text) => `  ${text}`));
  }
  const firstTask = outputs['FirstTask'];
  if (user !== undefined && firstTask !== undefined) {
    lines.push('', 'A first task:', '', `  ${firstTask.replaceAll('$TOKEN', user.token)}`);
  }
  return `${[...lines, '', 'Ctrl-C stops it; the next start goes on where it stopped.', ''].join('\n')}\n`;
}

/** Who else reaches the service, and under which addresses. */
function sayOthers({ apiUrl, outputs }: Pick<LocalStack, 'apiUrl' | 'outputs'>, host: string) {
  const { ApiUrl = apiUrl, MediaUrl = '' } = outputs;
  const lines = ApiUrl === apiUrl ? [] : ['', `Others reach it at ${ApiUrl}.`];
  if (host === LOOPBACK || host === 'localhost') return lines;
  lines.push(
    '',
    `Others can reach it on ${host}, without encryption: put a proxy with TLS in front of it.`,
  );
  if (/^https?:\/\/localhost(:|\/|$)/.test(MediaUrl)) {
    lines.push(
      'Links to results and uploads say localhost: set PUBLIC_API_URL and PUBLIC_MEDIA_URL.',
    );
  }
  return lines;
}
