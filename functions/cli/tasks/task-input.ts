import { basename, extname } from 'node:path';
import type { DescribedKind } from '../../client/openapi/read-kinds.ts';
import type { CliContext } from '../cli-context.ts';
import { CliError } from '../exit-codes.ts';
import { getFlag, getGivenFields } from '../fields/field-options.ts';
import { readJsonArgument, readMedia } from '../fields/read-files.ts';

export interface InputArguments {
  /** A file, an address, or `-`; optional. */
  readonly photo?: string | undefined;
  readonly prompt?: string | undefined;
  /** What commander parsed, with `input` and `webhook`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * The input of a start: `--input`, over it the fields that were given as options, over it the photo and the prompt.
 * Files are read, not yet uploaded.
 * @throws CliError for what the kind does not take, and for files that do not exist
 */
export async function createInput(
  { workingDirectory }: Pick<CliContext, 'workingDirectory'>,
  kind: DescribedKind,
  { photo, prompt, options }: InputArguments,
): Promise<Record<string, unknown>> {
  const { input: json, webhook } = options;
  const input: Record<string, unknown> = {
    ...(typeof json === 'string' ? await readJsonArgument(json, workingDirectory) : {}),
    ...getGivenFields(kind.fields, options),
    ...(webhook === undefined ? {} : { webhook_url: webhook }),
  };
  if (photo !== undefined) Object.assign(input, toMediaField(kind, photo));
  if (prompt !== undefined) input[findPromptField(kind)] = prompt;
  const missing = kind.fields.filter(({ name, isRequired }) => isRequired && !(name in input));
  if (missing.length > 0) {
    const words = missing.map(({ name }) => getFlag(name)).join(', ');
    throw new CliError(
      `${kind.name} needs ${words}. See reelhook run --kind ${kind.name} --help`,
      'usage',
    );
  }
  for (const { name, type } of kind.fields) {
    const value = input[name];
    if (type === 'media' && typeof value === 'string') {
      input[name] = await readMedia(value, workingDirectory);
    }
    if (type === 'media-list' && Array.isArray(value)) {
      input[name] = await Promise.all(value.map((one) => readMedia(String(one), workingDirectory)));
    }
  }
  return input;
}

/** The photo goes where the kind's first picture, video or sound goes, one that it requires before all others. */
function toMediaField({ name: kind, fields }: DescribedKind, photo: string) {
  const media = fields.filter(({ type }) => type === 'media' || type === 'media-list');
  const field = media.find(({ isRequired }) => isRequired) ?? media[0];
  if (!field) throw new CliError(`${kind} takes no file.`, 'usage');
  return { [field.name]: field.type === 'media' ? photo : [photo] };
}

function findPromptField({ name: kind, fields }: DescribedKind): string {
  const field = ['prompt', 'msg', 'text'].find((name) => fields.some((one) => one.name === name));
  if (field) return field;
  throw new CliError(`${kind} takes no prompt. See reelhook run --kind ${kind} --help`, 'usage');
}

/** What the result of a photo is called: its own name, or `reelhook`. */
export function nameOfResult(photo: string | undefined): string {
  if (photo === undefined || photo === '-') return 'reelhook';
  const name = URL.canParse(photo) ? new URL(photo).pathname : photo;
  return basename(name, extname(name)) || 'reelhook';
}
