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
  readonly tree: object;
  readonly usedNames: readonly string[];
  /** By the values themselves, of the request that was parsed. */
  readonly usedValues: ReadonlyMap<unknown, string>;
}

/** Our stores have some sixty expressions; other clients may bring any number. */
const MOST_REMEMBERED = 500;
/** Whether these are right depends on the values, not on their types alone. */
const DEPENDS_ON_VALUES = /between|attribute_type/i;

/** Has dynalite's parsers remember: to parse each request's expressions anew is a sixth of what the stack does. */
export function rememberParsedExpressions(): void {
  for (const parser of [conditions, updates]) parser.parse = rememberParsed(parser.parse);
}

/** A parser that parses an expression once for the same names and the same types of values. */
export function rememberParsed(parse: ParseExpression): ParseExpression {
  const remembered = new Map<string, Parsed>();

  function remember(key: string, text: string, context: ParseContext): unknown {
    const { attrNames, attrVals } = context;
    const unusedAttrNames = createUnused(attrNames);
    const unusedAttrVals = createUnused(attrVals);
    const tree = parse(text, { context: { ...context, unusedAttrNames, unusedAttrVals } });
    const used = (name: string) => !Object.hasOwn(unusedAttrVals, name);
    const values = Object.entries(attrVals ?? {}).filter(([name]) => used(name));
    const usedNames = Object.keys(attrNames ?? {}).filter(
      (name) => !Object.hasOwn(unusedAttrNames, name),
    );
    const usedValues = new Map<unknown, string>(values.map(([name, value]) => [value, name]));
    markUsed(context, usedNames, usedValues);
    if (typeof tree !== 'object' || tree === null) return tree;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, { tree, usedNames, usedValues });
    // The actions change the tree that they are given.
    return withValues(tree, usedValues, attrVals ?? {});
  }

  return (text, options) => {
    if (DEPENDS_ON_VALUES.test(text)) return parse(text, options);
    const { context } = options;
    const key = createKey(text, context);
    const known = remembered.get(key);
    if (known === undefined) return remember(key, text, context);
    markUsed(context, known.usedNames, known.usedValues);
    return withValues(known.tree, known.usedValues, context.attrVals ?? {});
  };
}

function createKey(text: string, { attrNames, attrVals, isKeyCondition }: ParseContext): string {
  const types: string[] = [];
  for (const name in attrVals) {
    for (const type in attrVals[name]) types.push(name, type);
  }
  return JSON.stringify([text, attrNames, types, isKeyCondition]);
}

function createUnused(named: object = {}): Record<string, true> {
  return Object.fromEntries(Object.keys(named).map((name) => [name, true]));
}

function markUsed(
  { unusedAttrNames, unusedAttrVals }: ParseContext,
  usedNames: Parsed['usedNames'],
  usedValues: Parsed['usedValues'],
): void {
  for (const name of usedNames) delete unusedAttrNames[name];
  for (const name of usedValues.values()) delete unusedAttrVals[name];
}

/** A copy in which the values of the request that was parsed are replaced by those of the same names. */
function withValues(
  node: unknown,
  names: Parsed['usedValues'],
  values: Readonly<Record<string, object>>,
): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const name = names.get(node);
  if (name !== undefined) return values[name];
  if (Array.isArray(node)) return node.map((part) => withValues(part, names, values));
  const copy: Record<string, unknown> = {};
  for (const key in node) copy[key] = withValues(node[key as keyof typeof node], names, values);
  return copy;
}
