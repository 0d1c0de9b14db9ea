import { createRequire } from 'node:module';
import validations from 'dynalite/validations/index.js';
import { checkTypes, type MemberTypes } from './check-types.ts';
import type { DynaliteStore } from './dynalite-store.ts';
import { rememberParsedExpressions } from './remember-parsed.ts';

/** What DynamoDB's API answers to one request. */
export interface DynamoAnswer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

/** One operation of DynamoDB's API. Calls back once, at once or later. @param request the parsed JSON */
export type DynamoOperation = (
  store: DynaliteStore,
  request: unknown,
  answer: (answer: DynamoAnswer) => void,
) => void;

/** How dynalite refuses a request. */
interface Refusal extends Error {
  readonly statusCode?: number;
  readonly body?: unknown;
}

type Action = (
  store: DynaliteStore,
  request: object,
  callback: (error: Refusal | null | undefined, answer: unknown) => void,
) => void;

/** What dynalite answers and the stack itself needs. Everything else that DynamoDB can do is refused by name. */
const names = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;

const require = createRequire(import.meta.url);
rememberParsedExpressions();

/** DynamoDB's operations as dynalite has them: it checks and carries out; what is kept where is the store's. */
export const tableOperations: ReadonlyMap<string, DynamoOperation> = new Map(
  names.map((name) => [name, loadOperation(name)]),
);

function loadOperation(name: string): DynamoOperation {
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}.js`;
  const act: Action = require(`dynalite/actions/${file}`);
  const { types, custom }: { types: MemberTypes; custom: unknown } = require(
    `dynalite/validations/${file}`,
  );
  return (store, request, answer) => {
    try {
      const checked = checkTypes(request, types);
      validations.checkValidations(checked, types, custom, store);
      act(store, checked, (error, result) =>
        answer(error ? refused(error) : { status: 200, body: JSON.stringify(result) }),
      );
    } catch (error) {
      answer(refused(error as Refusal));
    }
  };
}

function refused(error: Refusal): DynamoAnswer {
  if (error.statusCode === undefined) throw error;
  return { status: error.statusCode, body: JSON.stringify(error.body) };
}
