import validations from 'dynalite/validations/index.js';

/** What dynalite says a member of a request is. */
type MemberType = string | { readonly type: string; readonly children?: unknown };
export type MemberTypes = Readonly<Record<string, MemberType>>;

const ATTRIBUTE = 'AttrStruct<ValueStruct>';

/**
 * The members of a request that DynamoDB knows, if their types are right. A request in which each has exactly its type
 * is recognized here, in a tenth of the time; in any other dynalite converts what it can, and describes what it can't.
 * @throws an error with `statusCode` and `body`
 */
export function checkTypes(request: unknown, types: MemberTypes): object {
  return takeKnown(request, types) ?? validations.checkTypes(request, types);
}

function takeKnown(request: unknown, types: MemberTypes): object | undefined {
  if (!isObject(request)) return undefined;
  const known: Record<string, unknown> = {};
  for (const name in types) {
    const value = request[name];
    if (value === undefined || value === null) continue;
    if (!isRight(value, types[name] ?? '')) return undefined;
    known[name] = value;
  }
  return known;
}

function isRight(value: unknown, declared: MemberType): boolean {
  const { type, children = undefined } =
    typeof declared === 'string' ? { type: declared } : declared;
  if (type === 'String') return typeof value === 'string';
  if (type === 'Boolean') return typeof value === 'boolean';
  if (type === 'Integer') return Number.isInteger(value);
  if (!type.startsWith('Map<')) return false;
  if (children === ATTRIBUTE) return isMap(value, isAttribute);
  return children === 'String' && isMap(value, isText);
}

function isAttribute(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return false;
  const content = value[name];
  if (name === 'S' || name === 'N') return typeof content === 'string';
  if (name === 'BOOL' || name === 'NULL') return typeof content === 'boolean';
  if (name === 'M') return isMap(content, isAttribute);
  if (name === 'L') return Array.isArray(content) && content.every(isAttribute);
  return (name === 'SS' || name === 'NS') && Array.isArray(content) && content.every(isText);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isMap(value: unknown, isMember: (member: unknown) => boolean): boolean {
  if (!isObject(value)) return false;
  for (const name in value) {
    if (name === '__proto__' || !isMember(value[name])) return false;
  }
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
