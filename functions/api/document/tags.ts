import { kinds, type TaskKind, taskKinds } from '../../catalog/catalog.ts';

/** The groups that do not come from the catalog, in the order of the page. */
const groups = {
  Account: 'What the account holds, spends and shares with users of its own.',
  'API tokens': 'What lets a client in.',
  Speech: 'Texts spoken while you wait, the voices for it, and the language of a text.',
  Media: 'How a file of yours gets an address that every task can read.',
  'Faces and backgrounds': 'What you save to use again.',
  'Talks with an avatar': 'An avatar that speaks at once, over Agora.',
  Watermarks: 'What A2E does to watermarks, at once.',
  Providers: 'Who can do the work, and with which models and limits.',
  'Webhook endpoints': 'URLs that are told of every outcome, their secrets and their health.',
  'Events and deliveries': 'What happened, where it was sent, how that went, and sending it again.',
  'Signing keys': 'What a receiver checks signatures with.',
} as const;

/** The name of a group of operations: one of ours, or the summary of a kind of task. */
export type Tag = keyof typeof groups | ReturnType<typeof tagOfKind>;

/** The group of a kind's operations. */
export function tagOfKind(kind: TaskKind): `Tasks: ${string}` {
  return `Tasks: ${kinds[kind].summary}`;
}

/** All groups: the kinds of tasks first, then what is around them. */
export const tags: readonly { readonly name: Tag; readonly description: string }[] = [
  ...taskKinds.map((kind) => ({
    name: tagOfKind(kind),
    description: `The kind \`${kind}\`, below \`${kinds[kind].path}\`.`,
  })),
  ...Object.entries(groups).map(([name, description]) => ({ name: name as Tag, description })),
];
