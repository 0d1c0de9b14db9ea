import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Field } from '../../client/openapi/read-field.ts';

/** `image_url` and `imageUrl` as `--image-url`. */
export function getFlag(name: string): string {
  const dashed = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').replaceAll('_', '-');
  return `--${dashed.toLowerCase()}`;
}

const DESCRIPTION_LENGTH = 120;

/** Adds an option for every field, but for those whose flag the command has for something else. */
export function addFieldOptions(command: Command, fields: readonly Field[], title: string): void {
  command.optionsGroup(title);
  const taken = new Set(command.options.map(({ long }) => long));
  for (const field of fields) {
    const flag = getFlag(field.name);
    if (taken.has(flag)) continue;
    taken.add(flag);
    command.addOption(createOption(flag, field));
  }
  command.optionsGroup('Options:');
}

function createOption(flag: string, field: Field): Option {
  const option = new Option(`${flag} ${getArgument(field)}`, describe(field));
  const list = field.type === 'media-list';
  return option.argParser((text: string, previous: unknown) =>
    list ? [...(Array.isArray(previous) ? previous : []), text] : parseValue(field, text),
  );
}

function getArgument({ type, choices }: Field): string {
  if (type === 'flag') return '[true|false]';
  if (type === 'choice' && choices.join('|').length < 40) return `<${choices.join('|')}>`;
  const words: Partial<Record<Field['type'], string>> = {
    media: 'file|url',
    'media-list': 'file|url',
    number: 'number',
    json: 'json',
  };
  return `<${words[type] ?? 'text'}>`;
}

function describe({ description, initial, type, isRequired }: Field): string {
  const sentence = description.replaceAll('`', '').replace(/\.$/, '');
  const short =
    sentence.length > DESCRIPTION_LENGTH ? `${sentence.slice(0, DESCRIPTION_LENGTH)}…` : sentence;
  const known = initial !== undefined && initial !== '' && typeof initial !== 'object';
  return [
    short || (type === 'media-list' ? 'repeatable' : ''),
    isRequired ? '(required)' : known ? `(default ${initial})` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** The value of a field as JSON has it. @throws InvalidArgumentError */
export function parseValue({ type, choices }: Field, text: string | undefined): unknown {
  if (type === 'flag') {
    if (text === undefined || text === 'true') return true;
    if (text === 'false') return false;
    throw new InvalidArgumentError('It must be true or false.');
  }
  const isNumber = type === 'number' || (choices.length > 0 && choices.every(isNumeric));
  if (isNumber && text !== undefined) {
    if (!isNumeric(text)) throw new InvalidArgumentError('It must be a number.');
    return Number(text);
  }
  if (type === 'json' && text !== undefined) return parseJson(text);
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A list of one word, say: the service says what it must be.
    return text;
  }
}

const isNumeric = (text: string) => text.trim() !== '' && !Number.isNaN(Number(text));

/** The fields that were given, under their own names. @param options as commander parsed them */
export function getGivenFields(
  fields: readonly Field[],
  options: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = options[getAttribute(name)];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** As commander names an option: `--image-url` is `imageUrl`. */
function getAttribute(name: string): string {
  return getFlag(name)
    .slice(2)
    .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
