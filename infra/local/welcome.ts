import type { FirstUser } from './first-user.ts';
import type { LocalStack } from './stack.ts';

/** What `npm start` says once everything runs. */
export function welcome(
  { apiUrl, endpointUrl, mediaUrl, outputs }: LocalStack,
  user: FirstUser | undefined,
  dataDirectory: string,
): string {
  const lines = [
    '',
    'Reelhook is running.',
    '',
    `  API             ${apiUrl}`,
    `  Media           ${mediaUrl}`,
    `  AWS endpoint    ${endpointUrl}`,
    `  Data            ${dataDirectory}`,
  ];
  if (user !== undefined) {
    lines.push(`  Token           ${user.token}`, `  Signing secret  ${user.signingSecret}`);
  }
  const firstTask = outputs['FirstTask'];
  if (user !== undefined && firstTask !== undefined) {
    lines.push('', 'A first task:', '', `  ${firstTask.replaceAll('$TOKEN', user.token)}`);
  }
  return `${[...lines, '', 'Ctrl-C stops it; the next start goes on where it stopped.', ''].join('\n')}\n`;
}
