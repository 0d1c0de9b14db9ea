/** Every Lambda function of the service; each is `functions/handlers/<name>.ts`. */
export const functionNames = [
  'api',
  'create-user',
  'transfer-media',
  'start-task',
  'check-task',
  'store-result',
  'fail-task',
  'announce-outcome',
  'attempt-delivery',
  'render-photo',
] as const;

export type FunctionName = (typeof functionNames)[number];
