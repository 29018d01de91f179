import { randomBytes } from 'node:crypto'
import { createSystem, type System } from './app.ts'
import { BadConfiguration, type Config, readConfig } from './config.ts'
import { demoRun } from './demo-run.ts'
import { NewerDatabase } from './stores/migrate.ts'
import { openStores, type Stores } from './stores/open.ts'

/** How often the clock is looked at for surveys that have closed (their signing key is destroyed). */
const MINUTE_MS = 60_000

try {
  await run(readConfig(process.env))
} catch (error) {
  if (!(error instanceof BadConfiguration) && !(error instanceof NewerDatabase)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function run(config: Config): Promise<void> {
  let running = await start(config)
  let stopping = false
  const minute = setInterval(() => {
    running.system.acts.closeDue().catch((error: unknown) => running.system.app.log.error(error))
  }, MINUTE_MS)
  minute.unref()

  const stop = () => {
    if (stopping) return
    stopping = true
    clearInterval(minute)
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  async function start(config: Config): Promise<{ system: System; close: () => Promise<void> }> {
    const stores = await openStores(config.dataDir)
    try {
      const setupCode = randomBytes(16).toString('base64url')
      const demo = demoRun(`${config.dataDir}-demo`, (folder) => void goOver(folder))
      const system = await createSystem({ config, stores, now: () => new Date(), setupCode, demo })
      await listen(system, stores, config)
      await sayWhere(system, config, setupCode)
      const close = async () => {
        demo.cancel()
        await system.app.close()
        await stores.close()
      }
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

async function listen(system: System, stores: Stores, config: Config): Promise<void> {
  try {
    await system.app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await system.app.close()
    await stores.close()
    const code = (error as { code?: string }).code
    if (code === 'EADDRINUSE') {
      throw new BadConfiguration(
        `ポート ${config.port} は別のプログラムが使っています。環境変数 PORT で別の番号を指定してください。`,
      )
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
      throw new BadConfiguration(
        `HOST「${config.host}」、PORT「${config.port}」では待ち受けられません（${code}）。`,
      )
    }
    throw error
  }
}

/** Where to open; on an empty installation also the one-time link to the set-up. */
async function sayWhere(system: System, config: Config, setupCode: string): Promise<void> {
  const address = system.app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const origin = `${config.tls === null ? 'http' : 'https'}://${host}:${port}`
  process.stdout.write(`風通し（Kazetoshi）: ${origin}/\n`)
  if (await system.isEmpty()) {
    process.stdout.write(`最初の設定用のリンク（一度だけ使えます）: ${origin}/setup?key=${setupCode}\n`)
  }
}
