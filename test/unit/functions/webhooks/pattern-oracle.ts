/**
 * Matching as AWS describes its event-ruler: a pattern is a set of rules, one for each way through its `$or`s; an event
 * is a set of values with their paths, each with the elements of arrays that it lies in. A rule matches if each of its
 * fields finds a value, and no two of them lie in different elements of one array. Written from
 * https://github.com/aws/event-ruler (README, "Event patterns"), sharing nothing with the matcher that it judges.
 */
export function oracle(pattern: object, event: object): boolean {
  const leaves: Leaf[] = [];
  collect(event, '', {}, leaves);
  return expand(pattern, '').some((rule) => satisfies(rule, leaves, {}));
}

interface Leaf {
  readonly path: string;
  readonly text: string;
  readonly places: Readonly<Record<string, string>>;
}

interface Condition {
  readonly path: string;
  readonly matchers: readonly unknown[];
}

function collect(node: unknown, path: string, places: Leaf['places'], into: Leaf[]): void {
  if (Array.isArray(node)) {
    const flat = node.flat(Number.POSITIVE_INFINITY);
    flat.forEach((one, index) => {
      const id = `${path}|${JSON.stringify(places)}`;
      collect(one, path, { ...places, [id]: `${index}` }, into);
    });
  } else if (node !== null && typeof node === 'object') {
    for (const name of Object.keys(node)) {
      collect(Reflect.get(node, name), `${path}/${name}`, places, into);
    }
  } else {
    into.push({ path, text: JSON.stringify(node), places });
  }
}

/** The rules of a pattern: its disjunctive form. */
function expand(pattern: object, path: string): Condition[][] {
  let rules: Condition[][] = [[]];
  for (const [name, value] of Object.entries(pattern)) {
    const ways: Condition[][] =
      name === '$or'
        ? (value as object[]).flatMap((one) => expand(one, path))
        : Array.isArray(value)
          ? [[{ path: `${path}/${name}`, matchers: value }]]
          : expand(value as object, `${path}/${name}`);
    rules = rules.flatMap((rule) => ways.map((way) => [...rule, ...way]));
  }
  return rules;
}

function satisfies(
  [condition, ...rest]: readonly Condition[],
  leaves: readonly Leaf[],
  places: Leaf['places'],
): boolean {
  if (!condition) return true;
  const here = leaves.filter(({ path }) => path === condition.path);
  const asksAbsence = condition.matchers.some((one) => JSON.stringify(one) === '{"exists":false}');
  if (asksAbsence && here.length === 0 && satisfies(rest, leaves, places)) return true;
  return here.some(
    (leaf) =>
      Object.entries(leaf.places).every(([id, at]) => (places[id] ?? at) === at) &&
      condition.matchers.some((matcher) => accepts(JSON.stringify(matcher), leaf.text)) &&
      satisfies(rest, leaves, { ...places, ...leaf.places }),
  );
}

/** @param text of the value, as JSON */
function accepts(matcher: string, text: string): boolean {
  if (!matcher.startsWith('{')) return matcher === text;
  const { prefix, suffix, exists, numeric, ...others } = JSON.parse(matcher);
  const string: unknown = JSON.parse(text);
  if (exists !== undefined) return exists;
  if (prefix !== undefined) return typeof string === 'string' && string.indexOf(prefix) === 0;
  if (suffix !== undefined) {
    return typeof string === 'string' && string.slice(-suffix.length) === suffix;
  }
  if (numeric !== undefined) {
    if (typeof string !== 'number') return false;
    const compare: Record<string, boolean> = {};
    for (let at = 0; at < numeric.length; at += 2) {
      const sign = Math.sign(string - numeric[at + 1]);
      const signs: Record<string, number[]> = {
        '=': [0],
        '<': [-1],
        '<=': [-1, 0],
        '>': [1],
        '>=': [0, 1],
      };
      compare[at] = signs[numeric[at]]?.includes(sign) ?? false;
    }
    return Object.values(compare).every(Boolean);
  }
  const excluded: unknown = others['anything-but'];
  const list = Array.isArray(excluded) ? excluded : [excluded];
  return list.every((one) => !accepts(JSON.stringify(one), text));
}
