import { jstDay } from '../../calendar/jst.ts'
import type { FastifyInstance } from 'fastify'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import type { PasswordDesk } from '../auth/passwords.ts'
import { requireRole } from '../auth/roles.ts'
import { signedInPerson } from '../auth/signed-in.ts'
import { confirmReset } from './card-block.ts'
import { letterRoutes } from './letter-routes.ts'
import type { LetterWords } from './letter-words.ts'
import { type PasswordJob, passwordJob } from './password-job.ts'
import { passwordListRoutes } from './password-list-routes.ts'
import { resetRoutes } from './reset-routes.ts'

export interface AccountsOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
  readonly passwords: PasswordDesk
  /** `first-passwords.csv` of the data folder. */
  readonly listFile: string
  readonly saveLetterWords: (words: LetterWords) => Promise<void>
  /** The next working day after a day, with the city's own days. */
  readonly nextWorkingDay: (day: string) => Promise<string>
}

export interface AccountsPages extends AccountsOptions {
  readonly job: PasswordJob
}

/** First passwords, letters and resets for 情報担当; and for everybody the word that a reset was read of. */
export async function accounts(app: FastifyInstance, options: AccountsOptions): Promise<void> {
  const job = passwordJob({
    ...options,
    fault: (error) =>
      app.log.error({ fault: error instanceof Error ? error.stack : 'unknown' }, 'first passwords'),
  })
  app.addHook('onClose', async () => job.stop())

  app.post('/staff/password/reset-read', { bodyLimit: 1024 }, async (request, reply) => {
    await confirmReset(options.identity, signedInPerson(request).number, jstDay(options.now()))
    return reply.redirect('/staff/', 303)
  })

  await app.register(async (admin) => {
    admin.addHook('preHandler', requireRole('admin'))
    const withJob: AccountsPages = { ...options, job }
    await admin.register(passwordListRoutes, withJob)
    await admin.register(letterRoutes, withJob)
    await admin.register(resetRoutes, withJob)
  })
}
