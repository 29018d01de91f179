import type { StoreMigration } from '../migration.ts'
import { organisation } from './0001_organisation.ts'
import { proposals } from './0002_proposals.ts'

export const commonsMigrations: readonly StoreMigration[] = [organisation, proposals]
