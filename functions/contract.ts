/** Names that the template and the code share. Imports nothing, because both sides read it. */

/** The variables a function finds in its environment. Which function gets which is decided in the template. */
export const environmentNames = {
  tasksTable: 'TASKS_TABLE',
  accountsTable: 'ACCOUNTS_TABLE',
  webhooksTable: 'WEBHOOKS_TABLE',
  mediaBucket: 'MEDIA_BUCKET',
  /** Where the bucket's objects are read, without a slash at the end. */
  mediaUrl: 'MEDIA_URL',
  /** The ARN of the state machine that carries a task from start to outcome. */
  taskWorkflow: 'TASK_WORKFLOW',
  /** The ARN of the state machine that carries one event to one endpoint. */
  deliveryWorkflow: 'DELIVERY_WORKFLOW',
  renderFunction: 'RENDER_FUNCTION',
  transferFunction: 'TRANSFER_FUNCTION',
  deliveryFunction: 'DELIVERY_FUNCTION',
  /** The ARN of the KMS key that seals secrets. */
  encryptionKey: 'ENCRYPTION_KEY',
  /** `allowed` or `refused`: whether an address that a user gives may lie on this machine. */
  loopback: 'LOOPBACK',
  logLevel: 'LOG_LEVEL',
} as const;

/** The `name` of each error that the task workflow tells apart. Any other error is a fault of ours. */
export const errorNames = {
  /** The execution's input is not a task; the message names each field. */
  invalidTask: 'InvalidTask',
  /** There is no such account as the input names. */
  accountNotFound: 'AccountNotFoundError',
  insufficientCoins: 'InsufficientCoinsError',
  /** There is no record to write an outcome to. */
  taskNotFound: 'TaskNotFoundError',
  /** The provider could not be asked, for as long as it was tried. */
  provider: 'ProviderError',
} as const;

/** The folders of the media bucket, as key prefixes. Permissions and lifetimes are given by folder. */
export const mediaFolders = {
  uploads: 'uploads/',
  renders: 'renders/',
  results: 'results/',
  samples: 'samples/',
} as const;

/** The secondary indexes: Tasks has `byList`, Webhooks has the other two. */
export const indexNames = {
  tasksByList: 'byList',
  webhooksFirst: 'gsi1',
  webhooksSecond: 'gsi2',
} as const;
