import { Help } from 'commander';

/** Beside a column of options narrower terminals have no room for words. */
const NARROW_COLUMNS = 60;
const INDENT = '      ';

/** An option or a command with its words: beside it, or below it where the terminal is narrow for them. */
export function formatHelpItem(
  term: string,
  termWidth: number,
  description: string,
  helper: Help,
): string {
  const columns = helper.helpWidth ?? NARROW_COLUMNS;
  if (columns >= NARROW_COLUMNS && termWidth <= columns / 2) {
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  }
  const words = helper.boxWrap(description, columns - INDENT.length).replaceAll(/^(?=.)/gm, INDENT);
  return description === '' ? `  ${term}` : `  ${term}\n${words}`;
}
