/** Every Lambda function of the service; each is `functions/handlers/<name>.ts`. */
export const functionNames = [
  'api',
  'describe-api',
  'mcp',
  'create-user',
  'revoke-token',
  'change-account',
  'transfer-media',
  'measure-media',
  'speak',
  'classify-language',
  'call-provider',
  'start-task',
  'check-task',
  'receive-callback',
  'finish-task',
  'fail-task',
  'attempt-delivery',
  'render-photo',
  'sweep',
] as const;

export type FunctionName = (typeof functionNames)[number];
