/** As deep as the API reads a body, within the arguments of a message. */
const DEEPEST = 24;
/** Each may be a call of the API's, and all are made at once. */
const MOST_MESSAGES = 5;

/** Why a request to the MCP endpoint is not read, in words; undefined if it is. What is no JSON, MCP's server refuses. */
export function whyNotRead(text: string): string | undefined {
  const body = parse(text);
  if (Array.isArray(body) && body.length > MOST_MESSAGES) {
    return `A request may hold ${MOST_MESSAGES} messages; this one holds ${body.length}.`;
  }
  let values: unknown[] = [body];
  for (let depth = 0; values.length > 0; depth += 1) {
    if (depth > DEEPEST) return `The message is nested deeper than ${DEEPEST} levels.`;
    values = values.flatMap((value) => (isContainer(value) ? Object.values(value) : []));
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
