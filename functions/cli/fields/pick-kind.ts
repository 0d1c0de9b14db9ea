import type { DescribedKind } from '../../client/openapi/read-kinds.ts';
import { CliError } from '../exit-codes.ts';

const USUAL_KIND = 'image-to-video';

/** The value of an option on the command line, before anything is parsed; undefined if it is not there. */
export function findOption(argv: readonly string[], flag: string): string | undefined {
  const index = argv.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const found = argv[index];
  if (found === undefined) return undefined;
  return found === flag ? argv[index + 1] : found.slice(flag.length + 1);
}

/**
 * The kind that the command line names with `--kind`, whose fields are options.
 * @throws CliError that lists the kinds
 */
export function pickKind(argv: readonly string[], kinds: readonly DescribedKind[]): DescribedKind {
  const name = findOption(argv, '--kind') ?? USUAL_KIND;
  const kind = kinds.find((one) => one.name === name);
  if (kind) return kind;
  const names = kinds.map((one) => one.name).join(', ');
  throw new CliError(`There is no kind ${name}. There are ${names}.`, 'usage');
}
