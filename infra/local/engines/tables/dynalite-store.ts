import Stream from 'node:stream';
import { account, region } from '../../intrinsics.ts';
import type { EntrySession, Range } from './entries.ts';

type Callback<Value = void> = (error: Error | null, value?: Value) => void;

/** A space of entries as dynalite's actions use it. */
interface ItemSpace {
  get(key: string, callback: Callback<unknown>): void;
  put(key: string, value: unknown, callback: Callback): void;
  del(key: string, callback: Callback): void;
  createValueStream(range: Range): Stream;
  createKeyStream(): Stream;
  /** Runs work that no other work on the key may come between. */
  lock(key: string, work: (release: <Released>(callback: Released) => Released) => void): void;
}

/** What dynalite's actions read from and write to (dynalite, db/index.js). */
export interface DynaliteStore {
  readonly options: { readonly createTableMs: number; readonly maxItemSize: number };
  readonly tableDb: ItemSpace & { readonly awsAccountId: string; readonly awsRegion: string };
  getItemDb(table: string): ItemSpace;
  getIndexDb(kind: string, table: string, index: string): ItemSpace;
  getTable(name: string, mayBeMaking: boolean | TableCallback, callback?: TableCallback): void;
}

type TableCallback = Callback<Record<string, unknown>>;

/** The largest item, in bytes (Amazon DynamoDB Developer Guide, "Constraints"). */
const LARGEST_ITEM_BYTES = 409_600;
const options = { createTableMs: 0, maxItemSize: LARGEST_ITEM_BYTES };

/** One request's store. Every call but those of streams calls back before it returns. */
export function createDynaliteStore(session: EntrySession): DynaliteStore {
  const tableDb = {
    ...getSpace(session, 'table'),
    awsAccountId: account,
    awsRegion: region,
  };
  return {
    options,
    tableDb,
    getItemDb: (table) => getSpace(session, `item-${table}`),
    getIndexDb: (kind, table, index) =>
      getSpace(session, `index-${kind.toLowerCase()}~${table}~${index}`),
    /** Without a second parameter, and with `true`, a table that is being made is not there yet. */
    getTable(name, mayBeMaking, callback) {
      const answer = typeof mayBeMaking === 'function' ? mayBeMaking : callback;
      const table = session.get('table', name) as Record<string, unknown> | undefined;
      const isHidden = mayBeMaking !== false && table?.['TableStatus'] === 'CREATING';
      if (table === undefined || isHidden) answer?.(noTable(name, mayBeMaking === false));
      else answer?.(null, table);
    },
  };
}

function noTable(name: string, namesIt: boolean): Error {
  return Object.assign(new Error('NotFoundError'), {
    name: 'NotFoundError',
    statusCode: 400,
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: `Requested resource not found${namesIt ? `: Table: ${name} not found` : ''}`,
    },
  });
}

function getSpace(session: EntrySession, name: string): ItemSpace {
  return {
    get: (key, callback) => callback(null, session.get(name, key)),
    put(key, value, callback) {
      session.set(name, key, value);
      callback(null);
    },
    del(key, callback) {
      session.set(name, key, undefined);
      callback(null);
    },
    createValueStream: (range) => getStream(() => session.values(name, range)),
    createKeyStream: () => getStream(() => session.keys(name)),
    lock: (_key, work) => work((callback) => callback),
  };
}

/** A stream of the old kind, which begins once its reader has had the time to listen and is read in one go. */
function getStream(read: () => Iterable<unknown>): Stream {
  let isWanted = true;
  const stream = Object.assign(new Stream(), {
    destroy() {
      isWanted = false;
    },
  });
  function emitAll(): void {
    try {
      for (const value of read()) {
        stream.emit('data', value);
        if (!isWanted) return;
      }
      stream.emit('end');
    } catch (error) {
      stream.emit('error', error);
    }
  }
  queueMicrotask(emitAll);
  return stream;
}
