import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Parameter } from './engines/parameters.ts';
import { SettingsError } from './settings.ts';

/** The outputs of a template that name the parameters it reads, separated by commas. */
const outputs = { plain: 'ParameterNames', secret: 'SecretParameterNames' } as const;

/**
 * The parameters that the template names, from the variables of the environment that are called as the last part of
 * their names: `/reelhook/local/providers` is `PROVIDERS`. A value that ends in `.json` is the path of a file.
 * @param root what relative paths are relative to
 * @throws SettingsError for a file that does not exist
 */
export function readParameterFiles(
  templateOutputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
  root: string,
): Parameter[] {
  const namesIn = (output: string) => templateOutputs[output]?.split(',') ?? [];
  const named = [
    ...namesIn(outputs.plain).map((name) => ({ name, isSecret: false })),
    ...namesIn(outputs.secret).map((name) => ({ name, isSecret: true })),
  ];
  return named.flatMap((parameter) => {
    const variable = parameter.name.slice(parameter.name.lastIndexOf('/') + 1).toUpperCase();
    const value = environment[variable];
    return value ? [{ ...parameter, value: getContent(variable, value, root) }] : [];
  });
}

function getContent(variable: string, value: string, root: string): string {
  if (!value.endsWith('.json')) return value;
  const path = resolve(root, value);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  throw new SettingsError(`${variable}=${value}: there is no such file`);
}
