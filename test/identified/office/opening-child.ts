/** Opens a survey in a process of its own and dies in the middle, for `crash.test.ts`. */
import type * as App from '../../../server/app.ts'
import type * as InThread from '../../../server/disclosure/in-thread.ts'
import type * as Open from '../../../server/stores/open.ts'

const [dist = '', folder = '', survey = '', at = '', dies = '', ...passphrases] =
  process.argv.slice(2)
const { createSystem } = (await import(`${dist}/server/app.js`)) as typeof App
const { protectInThread } = (await import(
  `${dist}/server/disclosure/in-thread.js`
)) as typeof InThread
const { openStores } = (await import(`${dist}/server/stores/open.js`)) as typeof Open

/** Not at the start, which writes too. */
let opening = false
const die = () => void process.kill(process.pid, 'SIGKILL')

const opened = await openStores(folder)
const commons = new Proxy(opened.commons, {
  get(target, name) {
    if (name === 'transaction' && opening && dies === 'between the writes') die()
    const value: unknown = Reflect.get(target, name, target)
    return typeof value === 'function' ? value.bind(target) : value
  },
})
const config = {
  host: '127.0.0.1',
  port: 0,
  dataDir: folder,
  tls: null,
  boxMirror: null,
  backupDir: null,
  trustProxy: null,
  mail: null,
  publishedAccess: 'open' as const,
  logLevel: 'silent',
}
const stores = { ...opened, commons }
/** The first word of the real thread is the end. */
const dying: typeof protectInThread = (input, options) =>
  protectInThread(input, { ...options, report: die })
const { acts } = await createSystem({
  config,
  stores,
  now: () => new Date(at),
  ...(dies === 'while it protects' ? { protect: dying } : {}),
})
const frozen = await acts.findFrozen(survey)
opening = true
if (frozen === undefined || !acts.startOpening(frozen, passphrases)) process.exit(3)
for (;;) {
  const progress = acts.openingProgress(survey)
  if (dies === 'while it unseals' && progress?.phase === '回答を開封しています') die()
  if (progress?.finished === true) process.exit(4)
  await new Promise((resolve) => setImmediate(resolve))
}
