import conditions from 'dynalite/db/conditionParser.js';
import updates from 'dynalite/db/updateParser.js';

/** What dynalite hands its parsers beside the expression's text. */
export interface ParseContext {
  readonly attrNames?: Readonly<Record<string, string>>;
  readonly attrVals?: Readonly<Record<string, object>>;
  /** Names and values that no expression of the request has used yet; the parser removes those that it finds. */
  readonly unusedAttrNames: Record<string, true>;
  readonly unusedAttrVals: Record<string, true>;
  readonly isKeyCondition?: boolean;
}

/** Answers the tree of an expression, with the request's names and values in it, or in words what is wrong. */
export type ParseExpression = (
  text: string,
  options: { readonly context: ParseContext },
) => unknown;

interface Parsed {
  /** With stand-ins for the names. */
  readonly tree: object;
  readonly usedNames: readonly string[];
  /** By the values themselves, of the request that was parsed. */
  readonly usedValues: ReadonlyMap<unknown, string>;
}

/** Our stores have some hundred expressions; other clients may bring any number. */
const MOST_REMEMBERED = 500;
/** Whether these are right depends on the values, not on their types alone. */
const DEPENDS_ON_VALUES = /between|attribute_type/i;
/** Names that stand in an expression themselves, and its words. */
const OWN_NAMES = /(?<![#:\w])[a-z_]\w*/gi;

/** Has dynalite's parsers remember: to parse each request's expressions anew is a sixth of what the stack does. */
export function rememberParsedExpressions(): void {
  for (const parser of [conditions, updates]) parser.parse = rememberParsed(parser.parse);
}

/** A parser that parses an expression once for all names, and for all values of the same types. */
export function rememberParsed(parse: ParseExpression): ParseExpression {
  const remembered = new Map<string, Parsed | 'wrong'>();
  const ownNames = new Map<string, ReadonlySet<string>>();

  function getOwnNames(text: string): ReadonlySet<string> {
    const known = ownNames.get(text);
    if (known !== undefined) return known;
    const names = new Set(text.match(OWN_NAMES));
    if (ownNames.size >= MOST_REMEMBERED) ownNames.clear();
    ownNames.set(text, names);
    return names;
  }

  /** Whether other names in the place of these could not make the expression right or wrong. */
  function hasFreeNames(text: string, { attrNames = {} }: ParseContext): boolean {
    const names = Object.values(attrNames);
    const own = getOwnNames(text);
    return (
      new Set(names).size === names.length &&
      !names.some((name) => own.has(name) || name === '' || name === '__proto__')
    );
  }

  function remember(key: string, text: string, context: ParseContext): Parsed | 'wrong' {
    const parsed = parseWithStandIns(parse, text, context);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, parsed);
    return parsed;
  }

  return (text, options) => {
    const { context } = options;
    if (DEPENDS_ON_VALUES.test(text) || !hasFreeNames(text, context)) return parse(text, options);
    const key = createKey(text, context);
    const parsed = remembered.get(key) ?? remember(key, text, context);
    // What is wrong is said of the request's own names.
    if (parsed === 'wrong') return parse(text, options);
    for (const name of parsed.usedNames) delete context.unusedAttrNames[name];
    for (const name of parsed.usedValues.values()) delete context.unusedAttrVals[name];
    return fillIn(parsed, context);
  };
}

function createKey(text: string, { attrNames, attrVals, isKeyCondition }: ParseContext): string {
  const types: string[] = [];
  for (const name in attrVals) {
    for (const type in attrVals[name]) types.push(name, type);
  }
  return JSON.stringify([text, Object.keys(attrNames ?? {}), types, isKeyCondition]);
}

/** No name that stands in an expression itself begins so. */
const STAND_IN = '\0';

function parseWithStandIns(
  parse: ParseExpression,
  text: string,
  context: ParseContext,
): Parsed | 'wrong' {
  const { attrNames, attrVals = {} } = context;
  const names = Object.keys(attrNames ?? {});
  const unusedAttrNames = createUnused(names);
  const unusedAttrVals = createUnused(Object.keys(attrVals));
  const standIns = Object.fromEntries(names.map((name) => [name, `${STAND_IN}${name}`]));
  const tree = parse(text, {
    context: {
      ...context,
      ...(attrNames && { attrNames: standIns }),
      unusedAttrNames,
      unusedAttrVals,
    },
  });
  if (typeof tree !== 'object' || tree === null) return 'wrong';
  const values = Object.entries(attrVals).filter(([name]) => !Object.hasOwn(unusedAttrVals, name));
  return {
    tree,
    usedNames: names.filter((name) => !Object.hasOwn(unusedAttrNames, name)),
    usedValues: new Map<unknown, string>(values.map(([name, value]) => [value, name])),
  };
}

function createUnused(names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.map((name) => [name, true]));
}

/** A copy with the names and values of a request: the actions change the tree that they are given. */
function fillIn({ tree, usedValues }: Parsed, { attrNames = {}, attrVals = {} }: ParseContext) {
  function nameOf(text: string): string {
    return text.startsWith(STAND_IN) ? (attrNames[text.slice(STAND_IN.length)] ?? text) : text;
  }
  function fill(part: unknown): unknown {
    if (typeof part === 'string') return nameOf(part);
    if (typeof part !== 'object' || part === null) return part;
    const value = usedValues.get(part);
    if (value !== undefined) return attrVals[value];
    if (Array.isArray(part)) return part.map(fill);
    const copy: Record<string, unknown> = {};
    for (const key in part) copy[nameOf(key)] = fill(part[key as keyof typeof part]);
    return copy;
  }
  return fill(tree);
}
