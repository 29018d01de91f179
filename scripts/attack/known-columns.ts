/** What the columns of each store may hold. Whatever is not named here is a find. */

export interface Allowed {
  /** Every column there may be, as `table.column`; anything else is a find. */
  readonly columns: readonly string[]
  /** Columns whose values may be a time or a counter, each with the reason. */
  readonly times?: Readonly<Record<string, string>>
  /** Columns whose values may hold days (`2026-11-22`) and nothing finer, each with the reason. */
  readonly days?: Readonly<Record<string, string>>
  /** Tables that may have a hidden rowid, each with the reason. */
  readonly rowids?: Readonly<Record<string, string>>
  /** Tables of rows 0 … n−1 that all exist from the beginning. */
  readonly slots?: readonly string[]
}

/** Kysely's own list of migrations: the day of installation, nothing of a person. */
const MIGRATIONS = {
  columns: [
    'kysely_migration.name',
    'kysely_migration.timestamp',
    'kysely_migration_lock.id',
    'kysely_migration_lock.is_locked',
  ],
  rowids: { kysely_migration: 'a row a migration', kysely_migration_lock: 'one row' },
}

export const BOX: Allowed = {
  columns: ['ballot.slot', 'ballot.sealed', 'spent.slot', 'spent.card'],
  slots: ['ballot', 'spent'],
}

/** The mirror of marks (server/stores/cards-mirror.ts). */
export const CARDS: Allowed = {
  columns: [...columns('card', 'person issued reissue'), ...columns('slip', 'hash exchanged')],
}

export const VOICE: Allowed = {
  columns: [
    ...MIGRATIONS.columns,
    ...columns('free_text', 'survey item text times'),
    ...columns('text_reading', 'survey item text seat verdict masked counter'),
    ...columns('proposal', 'number receipt author_key state body'),
    ...columns('complaint', 'id proposal kind text received_on closed_on outcome'),
    ...columns('opened_message', 'digest'),
    ...columns('used_act', 'digest proposal'),
  ],
  times: { 'kysely_migration.timestamp': 'the day of installation' },
  days: {
    'proposal.body': 'days of the steps',
    'complaint.received_on': 'the day of the opening',
    'complaint.closed_on': 'a date, no time of day',
  },
  rowids: MIGRATIONS.rowids,
}

export const IDENTITY: Allowed = {
  columns: [
    ...MIGRATIONS.columns,
    ...columns('person', 'number unit position age sex employment job own_pc origin'),
    ...columns('person', 'appointer status'),
    ...columns('credential', 'person password_hash must_change reset_on card_from'),
    ...columns('session', 'id_hash person expires_on'),
    ...columns('role', 'person role unit origin manner valid_from valid_to'),
    ...columns('card', 'survey person bureau issued way reissue'),
    ...columns('slip', 'pool hash exchanged'),
    ...columns('eligible_class', 'survey bureau section position age sex employment job people'),
    ...columns('signing_key', 'survey pkcs8'),
    ...columns('turnout', 'survey day percent'),
    ...columns('audit', 'id at actor act detail'),
    ...columns('proposal_cards', 'quarter person posts endorsements'),
    ...columns('proposal_step', 'id at proposal actor role unit act'),
    ...columns('roster_import', 'id effective_on state actor at units_name units'),
    ...columns('roster_import', 'people_name people outcome'),
    ...columns('keeper_entry', 'id survey post sheet act day actor note'),
    ...columns('second_approval', 'id kind body entered_by entered_on'),
    ...columns('text_reader', 'survey seat person changes'),
  ],
  times: {
    'kysely_migration.timestamp': 'the day of installation',
    'session.expires_on': 'a date, no time of day',
    'turnout.day': 'the day of a published number',
    'audit.at': 'acts of officials only',
    'audit.detail': 'acts of officials only',
    'proposal_step.at': 'acts of officials only',
    'roster_import.at': 'acts of officials only',
    'roster_import.outcome': 'acts of officials and of the clock, no person',
  },
  days: {
    'credential.reset_on':
      'the day of an act of an official, deleted when the person has read of it',
    'credential.card_from': 'the working day after an act of an official, deleted after two weeks',
    'role.valid_from': 'days of an office',
    'role.valid_to': 'days of an office',
    'roster_import.effective_on': 'the day of a roster',
    'keeper_entry.day': 'the day of an act of an official',
    'second_approval.entered_on': 'the day of an act of an official',
    'second_approval.body': 'days of figures, and of the return by an official',
  },
  rowids: {
    ...MIGRATIONS.rowids,
    audit: 'acts of officials only',
    proposal_step: 'acts of officials only',
    roster_import: 'acts of officials only',
    keeper_entry: 'acts of officials only',
    second_approval: 'acts of officials only',
  },
}

function columns(table: string, names: string): string[] {
  return names.split(' ').map((name) => `${table}.${name}`)
}
