import type { TestModule } from 'vitest/node';
import type { Comparison } from './comparison.ts';

const LONGEST_VALUE = 160;

/** What the run found, as Markdown: a line for each suite, then a line for each difference. */
export function report(modules: readonly TestModule[]): string {
  const suites = new Map<string, { passed: number; failed: number; comparisons: Comparison[] }>();
  for (const module of modules) {
    const suite = suites.get(module.project.name) ?? { passed: 0, failed: 0, comparisons: [] };
    suites.set(module.project.name, suite);
    for (const test of module.children.allTests()) {
      // A test whose preparation failed counts as skipped.
      suite[test.result().state === 'passed' ? 'passed' : 'failed'] += 1;
      const { comparison } = test.meta();
      if (comparison !== undefined) suite.comparisons.push(comparison);
    }
  }
  const totals = [...suites].map(([name, { passed, failed, comparisons }]) => {
    const count = (verdict: Comparison['verdict']) =>
      comparisons.filter((comparison) => comparison.verdict === verdict).length;
    const agreements = comparisons.length === 0 ? passed : count('agrees');
    return `| ${[name, passed + failed, agreements, count('wording'), count('differs'), failed].join(' | ')} |`;
  });
  const all = [...suites.values()].flatMap(({ comparisons }) => comparisons);
  return [
    '| suite | cases | agree | other wording of an error | differ | unexplained or failed |',
    '|---|---|---|---|---|---|',
    ...totals,
    '',
    ...differences(all),
  ].join('\n');
}

function differences(comparisons: readonly Comparison[]): string[] {
  return [
    '| case | here | there | nearer to AWS |',
    '|---|---|---|---|',
    ...comparisons
      .filter(({ verdict }) => verdict !== 'agrees')
      .toSorted((left, right) => left.verdict.localeCompare(right.verdict))
      .map(({ subject, verdict, ours, theirs, known }) => {
        const judgement =
          verdict === 'wording'
            ? 'only the wording'
            : known
              ? `${known.nearer}: ${known.reason}`
              : '?';
        return `| ${[subject, short(ours), short(theirs), judgement].map(cell).join(' | ')} |`;
      }),
  ];
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
