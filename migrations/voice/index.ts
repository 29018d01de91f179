import type { StoreMigration } from '../migration.ts'
import { freeText } from './0001_free_text.ts'
import { proposals } from './0002_proposals.ts'

export const voiceMigrations: readonly StoreMigration[] = [freeText, proposals]
