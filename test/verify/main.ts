import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { signatureHeader } from '../../functions/webhooks/signature.ts';
import { type Language, languages } from './languages.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'verify-webhooks.md'), 'utf8');
const vectors = JSON.parse(readFileSync(join(docs, 'samples/webhook-vectors.json'), 'utf8'));
const environment = { ...process.env, LC_ALL: 'C.UTF-8' };

interface Case {
  readonly title: string;
  readonly expected: boolean;
  /** Secret, id, timestamp, signatures, body. */
  readonly given: readonly string[];
}

/** What a verifier takes and what it refuses, signed now with the vectors' keys. */
function createCases(): Case[] {
  const secret: string = vectors.secret;
  const other = 'whsec_bm90LXRoZS1zZWNyZXQtdGhhdC1zaWduZWQ=';
  const privateKeys = [JSON.stringify(vectors.key)];
  const { id, body }: { id: string; body: string } = vectors.messages[1];
  const now = Math.floor(Date.now() / 1000);
  const sign = (timestamp: number, secrets: string[]) =>
    signatureHeader({ id, timestamp, body }, secrets, privateKeys);
  const header = sign(now, [secret]);
  const old = now - 600;
  const createCase = (
    title: string,
    expected: boolean,
    change: { secret?: string; id?: string; at?: string; header?: string; body?: string } = {},
  ): Case => {
    const one = { secret, id, at: `${now}`, header, body, ...change };
    return { title, expected, given: [one.secret, one.id, one.at, one.header, one.body] };
  };
  return [
    createCase('what was signed', true),
    createCase('a rotated secret', true, { header: sign(now, [other, secret]) }),
    createCase('a changed body', false, { body: `${body} ` }),
    createCase('another id', false, { id: `${id}0` }),
    createCase('another secret', false, { secret: other }),
    createCase('an old timestamp', false, { at: `${old}`, header: sign(old, [secret]) }),
    createCase('a timestamp that is none', false, { at: 'now' }),
    createCase('a cut signature', false, { header: header.slice(0, 20) }),
    createCase('v1a alone', false, { header: sign(now, []) }),
    createCase('no signature', false, { header: '' }),
  ];
}

/** Why the function is not run, or which cases came out wrong. */
function check(name: string, language: Language, cases: readonly Case[]): string {
  const code = new RegExp(`\`\`\`${language.fence}\\n(.*?)\`\`\``, 's').exec(page)?.[1];
  if (code === undefined) return 'FAILED: the page has no code for it';
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  const run = ([command = '', ...fixed]: readonly string[], more: readonly string[] = []) => {
    const path =
      command.startsWith('.') || command.includes('target/') ? join(folder, command) : command;
    return execFileSync(path, [...fixed, ...more], {
      ...{ cwd: folder, env: environment, encoding: 'utf8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  };
  try {
    for (const [file, text] of Object.entries({
      ...language.files,
      [language.file]: `${code}\n${language.main}\n`,
    })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    if (language.build) run(language.build);
    const wrong = cases.filter(({ given, expected }) => run(language.run, given) !== `${expected}`);
    return wrong.length === 0
      ? `${cases.length} of ${cases.length} right`
      : `FAILED: ${wrong.map(({ title }) => title).join(', ')}`;
  } catch (error) {
    const { code: reason, stderr } = error as { code?: string; stderr?: string };
    return reason === 'ENOENT' ? 'not installed here' : `FAILED: ${name}: ${stderr ?? error}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const cases = createCases();
for (const [name, language] of Object.entries(languages)) {
  const result = check(name, language, cases);
  if (result.startsWith('FAILED')) process.exitCode = 1;
  process.stdout.write(`${name}: ${result}\n`);
}
