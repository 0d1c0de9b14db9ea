import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The CDK app could not be synthesized; the message says why: a sentence, or what the app wrote. */
export class SynthesisError extends Error {
  override name = 'SynthesisError';
}

export interface Synthesis {
  /** The project's folder. */
  root: string;
  /** A folder below the project's, because functions find its native packages from there. */
  outputDirectory: string;
  /** CDK context values. */
  context: Record<string, unknown>;
}

/** Runs the project's CDK app and answers the folder of its output. Throws SynthesisError. */
export async function synthesize({ root, outputDirectory, context }: Synthesis): Promise<string> {
  const app = spawn(process.execPath, [join(root, 'infra', 'app.ts')], {
    cwd: root,
    env: {
      ...process.env,
      CDK_OUTDIR: outputDirectory,
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve, reject) => {
    app.once('error', reject);
    app.once('close', resolve);
  });
  const [output, code] = await Promise.all([text(app.stderr), exited]);
  if (code !== 0) throw new SynthesisError(explain(output));
  return outputDirectory;
}

/** A refused context value is one sentence, with the setting in place of the value's name; all else is the whole output. */
function explain(output: string): string {
  const [, name, problem] = /^Error: The context "(\w+)" (.+)$/m.exec(output) ?? [];
  if (name === undefined) return `The CDK app could not be synthesized.\n${output}`;
  return `${name.replace(/[A-Z]/g, '_$&').toUpperCase()} ${problem}`;
}
