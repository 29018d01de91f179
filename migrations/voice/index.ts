import type { StoreMigration } from '../migration.ts'
import { freeText } from './0001_free_text.ts'
import { proposals } from './0002_proposals.ts'
import { reading } from './0003_reading.ts'

export const voiceMigrations: readonly StoreMigration[] = [freeText, proposals, reading]
