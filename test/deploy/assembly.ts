import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const READ_BY_ALL = 0o444;

export interface Resource {
  Type: string;
  Metadata?: Record<string, string>;
  Properties: Record<string, unknown> & {
    Metrics?: unknown;
    Environment?: { Variables: Record<string, unknown> };
  };
}

/** The assembly of a stage, as `cdk synth` makes it for AWS. */
export interface SynthesizedStage {
  readonly directory: string;
  readonly stackName: string;
  readonly templateFile: string;
}

/** Runs `npx cdk synth` with the project's own app, under a umask that closes every new file to others. */
export function synthesizeStage(root: string, stage: string, directory: string): SynthesizedStage {
  const stackName = `Reelhook-${stage}`;
  const synth = ['cdk', 'synth', '--quiet', '-c', `stage=${stage}`, '-o', directory];
  execFileSync('sh', ['-c', 'umask 077 && exec npx "$@"', 'sh', ...synth], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return { directory, stackName, templateFile: join(directory, `${stackName}.template.json`) };
}

export function readResources(templateFile: string): Record<string, Resource> {
  return JSON.parse(readFileSync(templateFile, 'utf8')).Resources;
}

/**
 * The files of all assets that a function, which runs as another user, could not read.
 * @returns their paths below the assembly, and how many files there are in all
 */
export function findClosedFiles({ directory }: SynthesizedStage): [closed: string[], all: number] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /asset\.[0-9a-f]{64}/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name));
  const closed = files.filter((file) => (statSync(file).mode & READ_BY_ALL) !== READ_BY_ALL);
  return [closed, files.length];
}

/** In the definition of a state machine, which is a text inside the template. */
const computedTimeout = /\\"TimeoutSeconds\\":\\"\{%.*?%\}\\"/g;

/**
 * Changes the template where the emulator is no AWS. Deployed before anything was uploaded: CDK names an uploaded
 * template by what it held when it was made.
 * @param environment variables of the functions that have them already; none are changed unless given
 * @returns what was changed, in words.
 */
export function adaptToEmulator(
  templateFile: string,
  environment: Readonly<Record<string, string>> = {},
): string[] {
  const text = readFileSync(templateFile, 'utf8').replaceAll(
    computedTimeout,
    '\\"TimeoutSeconds\\":2',
  );
  const template = JSON.parse(text);
  const resources: Record<string, Resource> = template.Resources;
  const whole = Object.keys(resources).length;
  for (const [id, { Type, Properties }] of Object.entries(resources)) {
    if (Type === 'AWS::CloudWatch::Alarm' && Properties.Metrics) delete resources[id];
    const variables = Properties?.Environment?.Variables ?? {};
    for (const [name, value] of Object.entries({ ...environment, LOOPBACK: 'allowed' })) {
      if (variables[name] !== undefined) variables[name] = value;
    }
  }
  writeFileSync(templateFile, JSON.stringify(template));
  const left = Object.keys(resources).length;
  return [
    `${left} of ${whole} resources are deployed: it does not know alarms with metric math`,
    'a task is checked every two seconds: it knows no TimeoutSeconds that is an expression',
    'functions may call addresses on this machine, where the receiver of webhooks is',
  ];
}
