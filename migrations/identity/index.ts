import type { StoreMigration } from '../migration.ts'
import { people } from './0001_people.ts'

export const identityMigrations: readonly StoreMigration[] = [people]
