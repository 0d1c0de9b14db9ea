import { type FailureCode, failureCodes } from '../provider-error.ts';

/** What the mock does with one task. */
export interface Script {
  /** How long it is queued, and how long it then works, in seconds. */
  readonly queueSeconds: number;
  readonly takesSeconds: number;
  readonly progress: boolean;
  /** The work fails, with this code. */
  readonly failsWith?: FailureCode | undefined;
  /** The start is refused, with this code. */
  readonly refusesWith?: FailureCode | undefined;
  /** The start is taken and its answer lost. */
  readonly losesAnswer: boolean;
  readonly neverEnds: boolean;
}

const SCRIPT = /\[\[\s*mock:([^\]]*)\]\]/i;

/**
 * Reads the script in a prompt, such as `[[mock: queue 2s, takes 3s, progress, fails with moderated]]`; the defaults
 * where there is none. A script that can't be read is answered as a sentence.
 */
export function readScript(prompt: string, defaults: Script): Script | string {
  let script = defaults;
  const steps = SCRIPT.exec(prompt)?.[1]?.split(',') ?? [];
  for (const step of steps.map((text) => text.trim().toLowerCase()).filter(Boolean)) {
    const change = readStep(step);
    if (!change) return `has a step that the mock does not know: "${step}"`;
    script = { ...script, ...change };
  }
  return script;
}

function readStep(step: string): Partial<Script> | undefined {
  const [, word, amount] = /^(queue|takes) (\d+(?:\.\d+)?) ?s$/.exec(step) ?? [];
  if (word === 'queue') return { queueSeconds: Number(amount) };
  if (word === 'takes') return { takesSeconds: Number(amount) };
  const [, verb, code = ''] = /^(fails|refuses) with (\w+)$/.exec(step) ?? [];
  if (Object.hasOwn(failureCodes, code)) {
    const known = code as FailureCode;
    return verb === 'fails' ? { failsWith: known } : { refusesWith: known };
  }
  if (step === 'progress') return { progress: true };
  if (step === 'loses the answer') return { losesAnswer: true };
  return step === 'never ends' ? { neverEnds: true } : undefined;
}
