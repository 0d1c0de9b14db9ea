import { kinds, type TaskKind, taskKinds } from '../../catalog/catalog.ts';

/** The groups that do not come from the catalog. */
const groups = {
  Uploads: 'How to give a file of yours a URL that every task can read.',
  'Webhook endpoints': 'URLs that are sent every outcome, with their secrets and their health.',
  'Events and deliveries': 'What happened, where it was sent, how that went, and sending it again.',
  'Signing keys': 'What a receiver verifies signatures with.',
  Account: 'The balance, its history, and sub-users.',
  'API tokens': 'The credentials of clients.',
  Tasks: 'The tasks of every kind in one list, whatever A2E calls them.',
  Providers: 'The providers of each kind of task, with their models and limits.',
  Speech: 'Text to speech, its voices, and language detection.',
  'Faces and backgrounds': 'Media that you save to use again.',
  'Streaming avatars': 'Avatars that speak in real time, over Agora.',
  Watermarks: "A2E's watermark processing.",
  Health: 'Whether the service answers.',
} as const;

/** The name of a group of operations: general, or the title of a kind of task. */
export type Tag = keyof typeof groups | (string & { readonly kind?: never });

/** The group of a kind's operations. */
export function tagOfKind(kind: TaskKind): Tag {
  return kinds[kind].summary;
}

/** Where the families of tasks come in: after what every caller needs. */
const FAMILIES_AFTER = 'Providers';

const [first, ...otherKinds] = taskKinds;

/** All groups in a guide's order: the first task, uploads, webhooks, accounts, then every other family. */
export const tags: readonly { readonly name: Tag; readonly description: string }[] = [
  ...(first === undefined ? [] : [describeKind(first)]),
  ...Object.entries(groups).flatMap(([name, description]) => [
    { name: name as Tag, description },
    ...(name === FAMILIES_AFTER ? otherKinds.map(describeKind) : []),
  ]),
];

function describeKind(kind: TaskKind) {
  const { path } = kinds[kind];
  return {
    name: tagOfKind(kind),
    description: `Tasks of the kind \`${kind}\`, under \`${path}\`.`,
  };
}
