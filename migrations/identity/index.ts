import type { StoreMigration } from '../migration.ts'
import { people } from './0001_people.ts'
import { proposals } from './0002_proposals.ts'
import { offices } from './0003_offices.ts'
import { slips } from './0004_slips.ts'
import { twoPeople } from './0005_two_people.ts'

export const identityMigrations: readonly StoreMigration[] = [
  people,
  proposals,
  offices,
  slips,
  twoPeople,
]
