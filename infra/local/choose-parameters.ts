import { SettingsError } from './settings.ts';
import type { Template } from './template.ts';

/**
 * The template with what a start chooses: each parameter from the variable of the environment that is called as it is,
 * in capitals (`OpenTasks` is `OPEN_TASKS`), or else from `usual`, or else its default.
 * @param usual values by the names of parameters
 * @throws SettingsError for a value that the template does not allow
 */
export function chooseParameters(
  template: Template,
  environment: Readonly<Record<string, string | undefined>>,
  usual: Readonly<Record<string, string>> = {},
): Template {
  const chosen = Object.entries(template.Parameters).map(([name, parameter]) => {
    const { Default, AllowedPattern, ConstraintDescription = '' } = parameter;
    const variable = getVariable(name);
    const given = environment[variable];
    if (given !== undefined && AllowedPattern && !new RegExp(AllowedPattern).test(given)) {
      throw new SettingsError(`${variable}=${given}: ${ConstraintDescription}`);
    }
    return [name, { ...parameter, Default: given ?? usual[name] ?? Default }] as const;
  });
  return { ...template, Parameters: Object.fromEntries(chosen) };
}

function getVariable(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}
