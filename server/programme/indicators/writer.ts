import type { CommonsStore } from '../../stores/commons.ts'

/** A handle on commons.db that writes too: the store, or a transaction on it. */
export type ProgrammeWriter = Pick<
  CommonsStore,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom'
>
