import type { StoreMigration } from '../migration.ts'
import { organisation } from './0001_organisation.ts'

export const commonsMigrations: readonly StoreMigration[] = [organisation]
