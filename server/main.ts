import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { createSystem, type System } from './app.ts'
import { BadConfiguration, type Config, isLoopback, readConfig } from './config.ts'
import { demoRun } from './demo-run.ts'
import { listen, originOf } from './listen.ts'
import { NewerDatabase } from './stores/migrate.ts'
import { openStores, type Stores } from './stores/open.ts'

/** How often surveys that have closed are looked for (their signing key is destroyed). */
const MINUTE_MS = 60_000
/** How long requests that are being answered may take to finish when the program is told to stop. */
const GRACE_MS = 2000

interface Running {
  readonly system: System
  close(): Promise<void>
}

await run(process.env).catch(giveUp)

async function run(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env)
  let running = await start(config)
  let stopping = false
  const regularly = (act: (system: System) => Promise<unknown>, everyMs: number) =>
    setInterval(() => {
      act(running.system).catch((error: unknown) => running.system.app.log.error(error))
    }, everyMs).unref()
  const clocks = [
    regularly(({ acts }) => acts.closeDue(), MINUTE_MS),
    regularly(({ acts }) => acts.tidySessions(), 10 * MINUTE_MS),
    regularly((system) => system.letTimePass(), 10 * MINUTE_MS),
    regularly((system) => system.applyDueRosters(), 10 * MINUTE_MS),
  ]

  const stop = () => {
    if (stopping) return
    stopping = true
    clocks.forEach(clearInterval)
    running.close().then(() => process.exit(0), giveUp)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  async function start(config: Config): Promise<Running> {
    const setupCode = randomBytes(16).toString('base64url')
    const stores = await openData(config.dataDir)
    // Everybody can read the sample's passwords, so it is for this machine alone.
    const alone = isLoopback(config.host) && config.trustProxy === null
    if (stores.siteFacts().sample && !alone) {
      await stores.close()
      throw new BadConfiguration(
        '見本の市は、パスワードが公開されているため、この端末の中（HOST=127.0.0.1、TRUST_PROXY なし）だけで動かせます。',
      )
    }
    const demo = alone
      ? demoRun(`${resolve(config.dataDir)}-demo`, (folder) => void goOver(folder).catch(giveUp))
      : undefined
    try {
      const system = await createSystem({
        config,
        stores,
        now: () => new Date(),
        setupCode,
        ...(demo === undefined ? {} : { demo }),
      })
      const close = async () => {
        demo?.cancel()
        await closeWithin(system, GRACE_MS)
        await stores.close()
      }
      try {
        await listen(system.app, config)
      } catch (error) {
        await system.app.close()
        throw error
      }
      await sayWhere(system, config, setupCode)
      return { system, close }
    } catch (error) {
      await stores.close()
      throw error
    }
  }

  /** From the empty installation to the sample city, on the same port. */
  async function goOver(folder: string): Promise<void> {
    await running.close()
    running = await start({ ...config, dataDir: folder })
  }
}

/** @throws {BadConfiguration} when the folder cannot be used. */
async function openData(folder: string): Promise<Stores> {
  try {
    return await openStores(folder)
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (typeof code !== 'string' || !/^(E[A-Z]+|SQLITE_(CANTOPEN|READONLY|NOTADB).*)$/.test(code)) {
      throw error
    }
    throw new BadConfiguration(
      `DATA_DIR「${folder}」にデータを置けません（${code}）。場所と権限を確かめてください。`,
    )
  }
}

/** Idle connections close at once; what is still being answered then is cut off. */
async function closeWithin(system: System, grace: number): Promise<void> {
  const cut = setTimeout(() => system.app.server.closeAllConnections(), grace)
  await system.app.close()
  clearTimeout(cut)
}

/** Where to open; on an empty installation also the one-time link to the set-up. Printed as one piece. */
async function sayWhere(system: System, config: Config, setupCode: string): Promise<void> {
  const origin = originOf(system.app, config)
  const lines = [`風通し（Kazetoshi）: ${origin}/\n`]
  if (!isLoopback(config.host) && config.tls === null && config.trustProxy === null) {
    lines.push(
      '注意: 暗号化（TLS）なしで、ほかの端末からも開けます。この状態では、人事課・情報担当などの担当者の仕事は、サーバーの端末の中からしかできません。TLS_CERT と TLS_KEY、または中継サーバーと TRUST_PROXY を設定してください。\n',
    )
  }
  if (await system.isEmpty()) {
    lines.push(`最初の設定用のリンク（一度だけ使えます）: ${origin}/setup?key=${setupCode}\n`)
  }
  process.stdout.write(lines.join(''))
}

/** What the operator can mend is said in one sentence; anything else is a bug and shows its stack. */
function giveUp(error: unknown): void {
  const expected = error instanceof BadConfiguration || error instanceof NewerDatabase
  const text = expected ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
