import type { StoreMigration } from '../migration.ts'
import { freeText } from './0001_free_text.ts'

export const voiceMigrations: readonly StoreMigration[] = [freeText]
