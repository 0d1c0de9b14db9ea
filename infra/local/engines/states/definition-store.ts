import type { Database } from './database.ts';

/** A definition as it was given, with the machine it belongs to. */
interface StoredDefinition {
  /** The state machine's ARN. */
  readonly machine: string;
  readonly name: string;
  /** JSON. */
  readonly text: string;
}

/** Every definition that executions were started with. */
export interface DefinitionStore {
  /** Returns the definition's id, the same for the same machine and text. */
  keep(definition: StoredDefinition): number;
  find(id: number): StoredDefinition;
}

export function createDefinitionStore({ write, read }: Database): DefinitionStore {
  const insert = write('INSERT INTO definitions (machine, name, text) VALUES (?, ?, ?)');
  const selectId = read('SELECT id FROM definitions WHERE machine = ? AND text = ?');
  const selectById = read('SELECT machine, name, text FROM definitions WHERE id = ?');
  return {
    keep({ machine, name, text }) {
      const known = selectId(machine, text)[0]?.['id'];
      return known === undefined ? insert(machine, name, text) : Number(known);
    },
    find: (id) => selectById(id)[0] as unknown as StoredDefinition,
  };
}
