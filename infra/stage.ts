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
  /** Where the API is reached when the template can't know it, without a slash at the end. */
  readonly apiUrl?: string;
}

const longestName = 20;

/**
 * Reads the stage from the app's context: `stage` (`prod` unless given; `local` for the run on one machine),
 * `renderMegabytes` (3538 unless given: where Lambda gives a function two whole processors) and, for `local`, `port`
 * (8787 unless given).
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
  if (name !== 'local') {
    return { name, kept: name === 'prod', scheme: 'https', loopback: 'refused', renderMegabytes };
  }
  const port = readNumber(node, 'port', { least: 0, most: 65_535, usual: 8_787 });
  const apiUrl = `http://localhost:${port}`;
  return { name, kept: false, scheme: 'http', loopback: 'allowed', renderMegabytes, apiUrl };
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
