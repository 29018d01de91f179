import type { StoreMigration } from '../migration.ts'
import { organisation } from './0001_organisation.ts'
import { proposals } from './0002_proposals.ts'
import { protection } from './0003_protection.ts'
import { year } from './0004_year.ts'
import { proofs } from './0005_proofs.ts'
import { programme } from './0006_programme.ts'

export const commonsMigrations: readonly StoreMigration[] = [
  organisation,
  proposals,
  protection,
  year,
  proofs,
  programme,
]
