/** Names that the template and the code share. Imports nothing, because both sides read it. */

/** The variables a function finds in its environment. Which function gets which is decided in the template. */
export const environmentNames = {
  tasksTable: 'TASKS_TABLE',
  accountsTable: 'ACCOUNTS_TABLE',
  webhooksTable: 'WEBHOOKS_TABLE',
  /** The path of this stage's parameters in Systems Manager, without a slash at the end. */
  parametersPath: 'PARAMETERS_PATH',
  providersTable: 'PROVIDERS_TABLE',
  /** What owners keep: faces, backgrounds, spoken texts. */
  resourcesTable: 'RESOURCES_TABLE',
  mediaBucket: 'MEDIA_BUCKET',
  /** Where the bucket's objects are read, without a slash at the end. */
  mediaUrl: 'MEDIA_URL',
  /** Where callers reach the bucket's service, without a slash at the end; optional, defaults to where functions do. */
  uploadUrl: 'UPLOAD_URL',
  /** The ARN of the state machine that carries a task from start to outcome. */
  taskWorkflow: 'TASK_WORKFLOW',
  /** The ARN of the state machine that carries one event to one endpoint. */
  deliveryWorkflow: 'DELIVERY_WORKFLOW',
  renderFunction: 'RENDER_FUNCTION',
  transferFunction: 'TRANSFER_FUNCTION',
  /** Says how large and how long a stored file is. */
  measureFunction: 'MEASURE_FUNCTION',
  deliveryFunction: 'DELIVERY_FUNCTION',
  /** Speaks a text. */
  speechFunction: 'SPEECH_FUNCTION',
  /** Detects the language of a text. */
  languageFunction: 'LANGUAGE_FUNCTION',
  /** Asks a provider what it answers at once. */
  providerFunction: 'PROVIDER_FUNCTION',
  /** Answers the API's requests, and those about what the API is: the MCP endpoint calls both. */
  apiFunction: 'API_FUNCTION',
  describeFunction: 'DESCRIBE_FUNCTION',
  /** Where providers reach the API to call back, without a slash at the end. */
  callbackUrl: 'CALLBACK_URL',
  /** The ARN of the KMS key that seals secrets. */
  encryptionKey: 'ENCRYPTION_KEY',
  /** `allowed` or `refused`: whether an address that a user gives may lie on this machine. */
  loopback: 'LOOPBACK',
  /** Whom the servers of fetched files can write to: an e-mail address or a page. Optional. */
  contact: 'CONTACT',
  /** How many requests one function answers for a token in a minute. */
  requestsPerMinute: 'REQUESTS_PER_MINUTE',
  /** How many requests that start tasks are answered for a token in a minute. */
  startsPerMinute: 'STARTS_PER_MINUTE',
  /** How many renders the embedded provider makes at once. Optional; defaults to any number. */
  rendersAtOnce: 'RENDERS_AT_ONCE',
  /** How many tasks an owner may have open at once. */
  openTasks: 'OPEN_TASKS',
  /** How many tasks an owner may make on one day, UTC. Optional; defaults to any number. */
  tasksPerDay: 'TASKS_PER_DAY',
  logLevel: 'LOG_LEVEL',
  /** What Powertools puts on every log line and metric: the stack's name, by which stages are distinguished. */
  serviceName: 'POWERTOOLS_SERVICE_NAME',
} as const;

/** The `name` of each error that the task workflow catches. Any other error is an internal fault. */
export const errorNames = {
  /** The execution's input is not a task; the message names each field. */
  invalidTask: 'InvalidTask',
  /** There is no such account as the input names. */
  accountNotFound: 'AccountNotFoundError',
  insufficientCoins: 'InsufficientCoinsError',
  /** There is no record to write an outcome to. */
  taskNotFound: 'TaskNotFoundError',
  /** The task is completed, or its completion is announced already: it can't fail any more. */
  taskCompleted: 'TaskCompleted',
  /** The provider could not be asked, for as long as it was tried. */
  provider: 'ProviderError',
  /** What the provider's link leads to is not what the task is to make. */
  resultInvalid: 'ResultInvalid',
  /** The provider's link leads to nothing, and won't. */
  resultUnreachable: 'ResultUnreachable',
  /** The file can't be fetched at the moment. */
  resultDelayed: 'ResultDelayed',
} as const;

/**
 * The outcomes of a step that end a wait for its task token other than well, as errors by which the workflow goes on.
 * The error's cause is the outcome as JSON.
 */
export const outcomeErrors = {
  /** The work goes on: check the task after these waits. */
  running: 'TaskRunning',
  /** No provider has taken the task: start it again later. */
  waiting: 'TaskWaiting',
  failed: 'TaskFailed',
} as const;

/** The namespace of our metrics in CloudWatch. */
export const metricsNamespace = 'Reelhook';

/** Everything that is counted or measured, and its unit in CloudWatch. Dashboard and alarms read it by these names. */
export const metricUnits = {
  TasksAccepted: 'Count',
  TasksCompleted: 'Count',
  TasksFailed: 'Count',
  /** Of the failed ones, those that are neither the request's fault nor the provider's. */
  TaskFaults: 'Count',
  /** From accepted to completed. */
  TaskSeconds: 'Seconds',
  ProviderStarts: 'Count',
  ProviderChecks: 'Count',
  ProviderErrors: 'Count',
  CoinsHeld: 'Count',
  CoinsSpent: 'Count',
  CoinsRefunded: 'Count',
  DeliveryAttempts: 'Count',
  DeliveriesDelivered: 'Count',
  DeliveriesFailed: 'Count',
  /** From the event to its delivery. */
  DeliverySeconds: 'Seconds',
  /** How old a delivery is whose attempt has just failed. */
  UndeliveredSeconds: 'Seconds',
  /** How long a render of the embedded provider took. */
  RenderSeconds: 'Seconds',
  /** Counted by each run of the sweep, nothing found too: what it had to put right. */
  SweptTasks: 'Count',
  SweptHolds: 'Count',
  SweptDeliveries: 'Count',
} as const;

/** Below this path of the API providers call back. */
export const callbackPath = '/api/v1/callbacks';

/** How often the poll schedule looks at one task at most, whatever it expects. */
export const mostChecks = 250;

/** The parameters below the stage's path: the operator's list of providers, and the folder of the settings below. */
export const parameterNames = { providers: 'providers', settings: 'secrets' } as const;

/**
 * The settings of providers that are kept apart from the list of providers: by type of provider, under which name each
 * is set. On AWS that is a parameter, on one machine a variable of the environment.
 */
export const providerSettings = {
  a2e: { apiKey: 'A2E_TOKEN', baseUrl: 'A2E_URL' },
  comfyui: { baseUrl: 'COMFYUI_URL', authorization: 'COMFYUI_AUTHORIZATION' },
  fal: { apiKey: 'FAL_KEY' },
  luma: { apiKey: 'LUMA_API_KEY' },
  'luma-dream-machine': { apiKey: 'LUMAAI_API_KEY' },
  replicate: { apiKey: 'REPLICATE_API_TOKEN', webhookSecret: 'REPLICATE_WEBHOOK_SECRET' },
  runway: { apiKey: 'RUNWAYML_API_SECRET' },
  veo: { apiKey: 'GEMINI_API_KEY' },
} as const;

/** The folders of the media bucket, as key prefixes. Permissions and lifetimes are given by folder. */
export const mediaFolders = {
  uploads: 'uploads/',
  renders: 'renders/',
  results: 'results/',
  /** The posters and previews of results. */
  previews: 'previews/',
  samples: 'samples/',
  speech: 'speech/',
} as const;

/** The largest file that may be uploaded, in bytes. Larger ones are removed. */
export const LARGEST_UPLOAD = 100 * 1024 * 1024;

/** The secondary indexes: Tasks has the first two, Accounts the next two, Webhooks the others. */
export const indexNames = {
  tasksByList: 'byList',
  tasksByOwner: 'byOwner',
  tasksByStatus: 'byStatus',
  tasksByExternalId: 'byExternalId',
  tasksOpen: 'byOpen',
  accountsHolding: 'byHolding',
  accountsByOwner: 'byOwner',
  webhooksFirst: 'gsi1',
  webhooksSecond: 'gsi2',
} as const;

/** The pages of docs/ that callers of the API read, with their names on the reference page. */
export const guides = {
  'tasks.md': 'Tasks',
  'webhooks.md': 'Webhooks',
  'a2e-compatibility.md': 'A2E’s calls',
  'accounts.md': 'Accounts',
  'speech.md': 'Speech',
  'resources.md': 'Faces and backgrounds',
  'embedded-provider.md': 'Embedded provider',
  'providers.md': 'Providers',
} as const;
