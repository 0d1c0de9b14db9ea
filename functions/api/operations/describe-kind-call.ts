import { kinds, type TaskKind } from '../../catalog/catalog.ts';
import { exampleRecord } from '../document/sample-task.ts';
import { refer, requestName } from '../document/schema-names.ts';
import { tagOfKind } from '../document/tags.ts';
import type { OperationDescription } from '../operation.ts';

interface Call {
  readonly kind: TaskKind;
  readonly path: string;
}

/** The words of a kind's call: its group and the id in its path are the same for all. */
export function describeKindCall(
  { kind, path }: Call,
  description: Omit<OperationDescription, 'tag' | 'params'>,
): OperationDescription {
  const params = path.includes(':id') ? { params: { id: "The task's id." } } : {};
  return { tag: tagOfKind(kind), ...params, ...description };
}

/** The words of a start. @param toExample makes an example of the answer */
export function describeStart(
  call: Call,
  toExample: (kind: TaskKind) => unknown,
): OperationDescription {
  return describeKindCall(call, {
    title: 'Start a task',
    description: `${kinds[call.kind].summary}. Answers at once with the new record. The outcome is sent to \`webhook_url\` and to the registered endpoints, and can be read at any time. Unknown fields are ignored and named in \`warnings\`, or passed through where A2E has not published what it takes. With the header \`Idempotency-Key\` the same request starts the same task and is charged once.`,
    body: refer(requestName(call.kind)),
    bodyExample: kinds[call.kind].example,
    example: toExample(call.kind),
    errors: [409, 422],
    kind: call.kind,
  });
}

/** Lists are read from an index that follows the records (DynamoDB Developer Guide, "Read consistency"). */
export const listsLag =
  'A task that has just been started may be missing for a moment; by its id it is found at once.';

/** The words of a list that has no pages. */
export function describeNewest(call: Call, title: string): OperationDescription {
  return describeKindCall(call, {
    title,
    description: `Newest first, 100 at most. ${listsLag}`,
    example: [exampleRecord(call.kind)],
  });
}
