/** Makes a new sheet in a process of its own and dies in the middle, for `renewal-crash.test.ts`. */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type * as Desk from '../../../../server/opening/keeper-desk.ts'
import type * as Open from '../../../../server/stores/open.ts'
import type * as Surveys from '../../../../server/survey/frozen-surveys.ts'

const [dist = '', dies = '', survey = '', data = '', mirror = '', ...passphrases] =
  process.argv.slice(2)
const { keeperDesk } = (await import(`${dist}/server/opening/keeper-desk.js`)) as typeof Desk
const { openStores } = (await import(`${dist}/server/stores/open.js`)) as typeof Open
const { frozenSurveys } = (await import(
  `${dist}/server/survey/frozen-surveys.js`
)) as typeof Surveys

const stores = await openStores(data)
const frozen = await frozenSurveys(stores.commonsReader, () => new Date()).find(survey)
if (frozen === undefined) process.exit(3)
const desk = keeperDesk([data, mirror])
await desk.begin({ ...frozen, phase: 'open' }, 0, [...passphrases.slice(0, 2), ''])
const sheet = desk.takeSheet(survey)
if (sheet === null) process.exit(4)
fs.writeSync(1, sheet.passphrase)

const die = () => void process.kill(process.pid, 'SIGKILL')
const [open, rename] = [fs.openSync, fs.renameSync]
let renames = 0
fs.openSync = (path, ...rest) => {
  const file = String(path)
  if (dies === 'before the second copy' && file.startsWith(mirror) && file.endsWith('.new')) die()
  return open(path, ...rest)
}
fs.renameSync = (...names) => {
  if (dies === 'before the first takes its place') die()
  if (dies === 'between the two' && renames > 0) die()
  rename(...names)
  renames += 1
  if (dies === 'after both took their places' && renames === 2) die()
}
syncBuiltinESMExports()
await desk.confirm({ ...frozen, phase: 'open' }, [sheet.passphrase, passphrases[1] ?? '', ''])
process.exit(5)
