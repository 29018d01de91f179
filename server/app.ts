import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { ballotBoxes } from './anonymous/ballot/ballot-boxes.ts'
import { voiceScope } from './anonymous/voice-scope.ts'
import { cardMarks } from './card-marks.ts'
import type { Config } from './config.ts'
import { protectInThread } from './disclosure/in-thread.ts'
import { assets } from './http/assets.ts'
import { errors, sendProblem } from './http/errors.ts'
import { headers } from './http/headers.ts'
import { languageChoice } from './http/language.ts'
import { lateLog } from './http/late-log.ts'
import { loggingOptions } from './http/logging.ts'
import { pages, type Site } from './http/pages.ts'
import { Problem } from './http/problems.ts'
import { projectFile } from './http/project-file.ts'
import { accountActs } from './account-acts.ts'
import { createPasswordDesk } from './identified/auth/passwords.ts'
import { authRoutes } from './identified/auth/routes.ts'
import { staffFrame } from './identified/auth/signed-in.ts'
import { staffScope } from './identified/auth/staff-scope.ts'
import { createThrottle } from './identified/auth/throttle.ts'
import { signingKeys } from './identified/issuance/cards.ts'
import { goneKeys } from './programme/follow-up/gone.ts'
import { textActs } from './text-acts.ts'
import { followUpActs } from './follow-up-acts.ts'
import { keyLogActs } from './key-log-acts.ts'
import { createImportDesk } from './identified/roster/import-desk.ts'
import { type DemoRun, setup } from './identified/setup/routes.ts'
import { dropStrayTexts } from './opening/close-out.ts'
import { boxFolders } from './opening/prepare-box.ts'
import type { Protect } from './opening/protect-ballots.ts'
import { officeActs, openingDeskFor } from './acts.ts'
import { mailRelay } from './mail/relay.ts'
import { officialsPages } from './officials-pages.ts'
import { proposalHouse } from './proposal-house.ts'
import { publishedPages } from './published-pages.ts'
import { front } from './published/front/routes.ts'
import { slipActs } from './slip-acts.ts'
import { staffPages } from './staff-pages.ts'
import type { Stores } from './stores/open.ts'
import { frozenSurveys } from './survey/frozen-surveys.ts'
import { loadQuestionBank } from './survey/question-bank.ts'

export interface SystemOptions {
  readonly config: Config
  readonly stores: Stores
  readonly now: () => Date
  /** One-time code of the set-up link, while the installation is empty. */
  readonly setupCode?: string
  readonly demo?: DemoRun
  readonly logStream?: NodeJS.WritableStream
  /** Instead of the protection in a thread: what a test puts there. */
  readonly protect?: Protect
}

/** The running system: its doors, and the acts of officials that its pages (and the demo) call. */
export type System = Awaited<ReturnType<typeof createSystem>>

/** The whole system on one page: the scopes, and what each is handed. */
export async function createSystem(options: SystemOptions) {
  const { config, stores, now } = options
  const { identity, commons, commonsReader } = stores
  const tls = config.tls !== null
  const publishedBase = config.publishedAccess === 'staff' ? '/staff' : ''
  const site = (): Site => ({ ...stores.siteFacts(), publishedBase })

  const app = fastify({
    ...loggingOptions(config.logLevel, options.logStream),
    ...(config.tls === null ? {} : { https: config.tls }),
    ...(config.trustProxy === null ? {} : { trustProxy: config.trustProxy }),
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    clientErrorHandler: refuseMalformed,
    frameworkErrors: (_error, request, reply) => {
      sendProblem(request, reply, new Problem('bad-request')).catch(() => reply.raw.destroy())
    },
  }) as unknown as FastifyInstance
  await app.register(headers, { tls, proxied: config.trustProxy !== null })
  await app.register(pages, { site })
  await app.register(errors)
  await app.register(assets)
  await app.register(languageChoice)

  const frozen = frozenSurveys(commonsReader, now)
  const boxes = ballotBoxes(stores.folder, config.boxMirror)
  const keys = signingKeys(identity)
  const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
  const folders = boxFolders(stores.folder, config.boxMirror)
  const { protect = protectInThread } = options
  const relay = config.mail === null ? null : mailRelay(config.mail)
  const log = app.log
  const marks = cardMarks(identity, config.boxMirror)
  const wired = {
    stores,
    frozen,
    boxes,
    keys,
    bank,
    folders,
    now,
    log,
    site,
    protect,
    relay,
    marks,
  }
  const desk = openingDeskFor(wired)
  const acts = officeActs(wired, desk)
  const proposals = await proposalHouse(wired, {
    mirror: config.boxMirror,
    openBoard: publishedBase === '',
  })
  const account = accountActs(stores, now)
  const followUp = followUpActs(wired, proposals.board.present)
  const texts = textActs(stores, now)
  const keyLog = keyLogActs(wired)
  const dropGone = async () => {
    const { board } = await proposals.board.present()
    const onBoard = (proposal: string) => board.find(proposal) !== undefined
    await acts.dropGoneChanges(await goneKeys(commonsReader, onBoard))
  }

  app.get('/favicon.ico', async (_request, reply) =>
    reply.code(204).header('cache-control', 'public, max-age=86400').send(),
  )
  app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok'))
  app.get('/readyz', async (_request, reply) => {
    await commonsReader.selectFrom('setting').select('key').limit(1).execute()
    return reply.type('text/plain').send('ready')
  })

  const faults = lateLog(app.log)
  await app.register(voiceScope, {
    prefix: '/voice',
    site,
    survey: (id: string) => frozen.find(id),
    box: (id: string) => boxes.get(id),
    proposals: proposals.voice,
    slips: slipActs({ stores, frozen, keys, marks, now }),
    fault: (error: Error) => faults.note(error),
  })

  const passwords = createPasswordDesk()
  const roster = createImportDesk({
    stores,
    now,
    fault: (error) =>
      app.log.error({ fault: error instanceof Error ? error.stack : 'unknown' }, 'roster import'),
  })
  const house = {
    config,
    stores,
    now,
    marks,
    bank,
    publishedBase,
    acts,
    proposals,
    followUp,
    texts,
  }
  await app.register(async (staff) => {
    await staff.register(staffScope, { identity, now, tls })
    await staff.register(authRoutes, { identity, now, tls, passwords, throttle: createThrottle() })
    await staffPages(staff, { ...house, keys, frozen, account })
    await staff.register(officialsPages, { ...house, account, roster, passwords })
    if (publishedBase !== '') {
      const signedIn = (request: FastifyRequest) => staffFrame(request, '', 'results').signedIn
      await publishedPages(staff, house, signedIn)
    }
  })
  if (publishedBase === '') await publishedPages(app, house)

  const isEmpty = async () =>
    (await identity.selectFrom('credential').select('person').limit(1).executeTakeFirst()) ===
    undefined
  await app.register(front, {
    publishedBase,
    notices: () => acts.frontNotices(),
    ready: async () => !(await isEmpty()),
    sampleLogIns: () => stores.sampleLogIns(),
  })
  if (options.setupCode !== undefined) {
    await app.register(setup, {
      identity,
      now,
      passwords,
      code: options.setupCode,
      isEmpty,
      ...(options.demo === undefined ? {} : { demo: options.demo }),
    })
  }

  await dropStrayTexts(stores.voice, commonsReader)
  await acts.clearCancelled()
  await acts.closeDue()
  await acts.tidySessions()
  await account.disposeAudit()
  await followUp.beginYear()
  await texts.dispose()
  await proposals.letTimePass()
  await dropGone().catch(acts.tellFault)
  await keyLog.keepUp().catch(acts.tellFault)
  await roster.applyDue()
  app.addHook('onClose', async () => {
    await desk.stop()
    await roster.close()
    await proposals.box.close()
    await boxes.close()
    marks.close()
    faults.close()
  })
  return {
    app,
    acts,
    texts,
    desk,
    isEmpty,
    commons,
    proposals,
    proposalBox: proposals.box,
    retention: proposals.retention,
    applyDueRosters: () => roster.applyDue(),
    async letTimePass() {
      await account.disposeAudit()
      await followUp.beginYear()
      await texts.dispose()
      await acts.clearCancelled()
      const passed = await proposals.letTimePass()
      await dropGone()
      await acts.sendDueMails()
      return passed
    },
  }
}

/** Malformed HTTP never reaches a scope; nothing of it is logged. */
function refuseMalformed(_error: Error, socket: Socket & { parser?: IncomingMessage }): void {
  if (socket.writable)
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
}
