import type { components, paths } from '#api-types';

type Schemas = components['schemas'];

type GetData<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': { data: infer Data } } } } };
}
  ? Data
  : never;

/** A task of any kind, in the same words for all. */
export type TaskItem = GetData<'/api/v1/tasks'>['rows'][number];

/** The name of a kind of task, such as `image-to-video`. */
export type Kind = TaskItem['kind'];

/** A task of one kind. */
export type Task<K extends Kind = Kind> = Omit<TaskItem, 'kind'> & { readonly kind: K };

/** What a finished task has made, with the record in the kind's own words. */
export type Result<K extends Kind = Kind> = Task<K> & { readonly record: RecordOf<K> };

/** `image-to-video` as the document's schemas begin: `ImageToVideo`. */
type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** A kind's record, as its own calls answer it. */
export type RecordOf<K extends Kind> = Schemas[`${Pascal<K>}Task` & keyof Schemas];

type Request<K extends Kind> = Schemas[`${Pascal<K>}Request` & keyof Schemas];

/** A file that the client uploads by itself. */
export type FileInput = Blob | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** The fields that hold addresses of media, told by their names. */
type MediaField =
  | `${string}${'_url' | '_urls' | 'Src' | 'Urls' | '_img' | '_image' | '_images'}`
  | 'input_images';

type WithFile<Value> = Value extends string
  ? Value | FileInput
  : Value extends (infer Member)[]
    ? WithFile<Member>[]
    : Value;

/** What a kind takes; where it takes the address of a file, the file itself will do. */
export type Input<K extends Kind> = {
  [Field in keyof Request<K>]: Field extends 'webhook_url'
    ? Request<K>[Field]
    : Field extends MediaField
      ? WithFile<Request<K>[Field]>
      : Request<K>[Field];
};
