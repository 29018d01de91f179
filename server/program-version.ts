import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { projectFile } from './http/project-file.ts'

/** As in package.json; it stands in the records of an opening. */
export const programVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(projectFile('package.json'), 'utf8'))).version
