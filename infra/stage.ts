import type { Node } from 'constructs';

/** What differs between the deployments of the same stack. */
export interface Stage {
  readonly name: string;
  /** Whether tables, media and key outlive the stack. */
  readonly kept: boolean;
  /** The scheme of the addresses under which media are read. */
  readonly scheme: 'http' | 'https';
  /** Whether an address that a user gives may lie on this machine. */
  readonly loopback: 'allowed' | 'refused';
  /** The memory of the function that renders, in MB. */
  readonly renderMegabytes: number;
  /** The origins whose pages may call the API from a browser; none unless given. */
  readonly corsOrigins: readonly string[];
  /** How many requests a token may send in a minute to one warm function. */
  readonly requestsPerMinute: number;
  /** How many requests that start tasks a token may send in a minute. */
  readonly startsPerMinute: number;
  /** How many tasks an owner may have open at once, where the operator has set the owner no other limit. */
  readonly openTasks: number;
  /** How many tasks an owner may make on one day, UTC; any number unless given. */
  readonly tasksPerDay?: number;
  /** Who is written to when an alarm goes off; nobody unless given. */
  readonly alarmEmail?: string;
  /** Where the API is reached when the template can't know it, without a slash at the end. */
  readonly apiUrl?: string;
  /** Where providers reach an API whose own address they can't, without a slash at the end. */
  readonly callbackUrl?: string;
}

const longestName = 20;

/**
 * Reads the stage from the app's context: `stage` (`prod` unless given; `local` for the run on one machine),
 * `renderMegabytes` (3538 unless given: where Lambda gives a function two whole processors), `alarmEmail` (nobody unless
 * given), `corsOrigins` (separated by commas), `requestsPerMinute` (600 unless given), `startsPerMinute` (120),
 * `openTasks` (10000), `tasksPerDay` (any number) and, for `local`, `port` (8787) and `callbackUrl` (none, so that
 * providers are only asked).
 * @throws Error that says what the value must be.
 */
export function readStage(node: Node): Stage {
  const name = String(node.tryGetContext('stage') ?? 'prod');
  if (!/^[a-z][a-z0-9-]*$/.test(name) || name.length > longestName) {
    throw new Error(
      `The stage "${name}" is no name: give up to ${longestName} lower-case letters, digits and hyphens, a letter first.`,
    );
  }
  const renderMegabytes = readNumber(node, 'renderMegabytes', {
    least: 1_024,
    most: 10_240,
    usual: 3_538,
  });
  const common = {
    name,
    renderMegabytes,
    corsOrigins: readOrigins(node),
    ...readLimits(node),
    ...readAlarmEmail(node),
  };
  if (name !== 'local') {
    return { ...common, kept: name === 'prod', scheme: 'https', loopback: 'refused' };
  }
  const port = readNumber(node, 'port', { least: 0, most: 65_535, usual: 8_787 });
  const apiUrl = `http://localhost:${port}`;
  const callback = readCallbackUrl(node);
  return { ...common, kept: false, scheme: 'http', loopback: 'allowed', apiUrl, ...callback };
}

/** An account's item has an entry of some 28 bytes for each open task, and DynamoDB takes no item above 400 KB. */
const MOST_OPEN_TASKS = 10_000;

type Limits = Pick<Stage, 'requestsPerMinute' | 'startsPerMinute' | 'openTasks' | 'tasksPerDay'>;

function readLimits(node: Node): Limits {
  const range = { least: 1, most: 10_000_000 };
  const open = { least: 1, most: MOST_OPEN_TASKS, usual: MOST_OPEN_TASKS };
  const isDayLimited = node.tryGetContext('tasksPerDay') !== undefined;
  return {
    requestsPerMinute: readNumber(node, 'requestsPerMinute', { ...range, usual: 600 }),
    startsPerMinute: readNumber(node, 'startsPerMinute', { ...range, usual: 120 }),
    openTasks: readNumber(node, 'openTasks', open),
    ...(isDayLimited
      ? { tasksPerDay: readNumber(node, 'tasksPerDay', { ...range, usual: range.most }) }
      : {}),
  };
}

function readAlarmEmail(node: Node): Pick<Stage, 'alarmEmail'> {
  const alarmEmail = node.tryGetContext('alarmEmail');
  if (alarmEmail === undefined) return {};
  if (/^[^\s@]+@[^\s@]+$/.test(alarmEmail)) return { alarmEmail };
  throw new Error(`The context "alarmEmail" is "${alarmEmail}": give one e-mail address.`);
}

function readCallbackUrl(node: Node): Pick<Stage, 'callbackUrl'> {
  const url = node.tryGetContext('callbackUrl');
  if (url === undefined) return {};
  if (URL.canParse(url) && /^https?:/.test(url)) return { callbackUrl: url.replace(/\/$/, '') };
  throw new Error(`The context "callbackUrl" is "${url}": give the API's public http(s) address.`);
}

function readOrigins(node: Node): string[] {
  const text = String(node.tryGetContext('corsOrigins') ?? '');
  const origins = text
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
  const wrong = origins.find((origin) => origin !== '*' && !isOrigin(origin));
  if (wrong === undefined) return origins;
  throw new Error(
    `The context "corsOrigins" holds "${wrong}": give origins such as https://app.example.com, separated by commas, or *.`,
  );
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

function readNumber(node: Node, key: string, { least, most, usual }: Range): number {
  const value = Number(node.tryGetContext(key) ?? usual);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`The context "${key}" must be a whole number from ${least} to ${most}.`);
}
