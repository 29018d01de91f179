import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKeyCopies } from '../../../../server/opening/key-copies.ts'
import { lock } from '../../../../server/opening/passphrase-lock.ts'
import { tallyPath } from '../../../../server/stores/tally-file.ts'
import { keeperSets } from '../../../../server/survey/keeper-sets.ts'
import { htmlFaults } from '../../../support/valid-html.ts'
import { sheetsOf } from '../drafts.ts'
import { finished, pageOf, passphraseFields, textOf } from '../hand.ts'
import {
  alertOf,
  by,
  type KeeperCity,
  keeperCity,
  keyFiles,
  opensKey,
  OWN,
  POSTS,
  press,
} from './keeper-city.ts'

let at: KeeperCity
let renewal: string

beforeAll(async () => {
  at = await keeperCity({ mirror: true })
  renewal = `${at.base}/keepers/renewal`
})
afterAll(() => at.city.close())

const begin = (keeper: number, ...present: readonly number[]) =>
  at.office.post(renewal, {
    keeper: String(keeper),
    ...passphraseFields(by(at.passphrases, ...present)),
  })
const files = () => keyFiles(at.city, at.id)
const frozen = async () => {
  const found = await at.city.system.acts.findFrozen(at.id)
  if (found === undefined) throw new Error('not announced')
  return found
}

describe('A new sheet for a keeper', () => {
  it('is not begun without a post, without enough passphrases, or with wrong ones', async () => {
    const before = files()
    const page = await at.office.get(renewal)
    expect(htmlFaults(page.body, OWN)).toEqual([])
    const [one = '', two = ''] = at.passphrases
    const tries: [Record<string, string>, string][] = [
      [{ passphrase0: one, passphrase1: two }, '用紙を作り直す役職を選んでください。'],
      [{ keeper: '5', passphrase0: one, passphrase1: two }, '用紙を作り直す役職を選んでください。'],
      [{ keeper: '0', passphrase1: two }, '2人分の合言葉を入力してください。'],
      [
        { keeper: '0', passphrase0: 'あ', passphrase1: two },
        '人事課長の合言葉に写し間違いがあります。用紙の文字を1文字ずつ確かめてください。',
      ],
      [
        { keeper: '0', passphrase1: one, passphrase2: two },
        '職員側委員の合言葉が、このアンケートの鍵と合いません。いちばん新しい用紙か（用紙の番号「2-1」）、役職の欄を取り違えていないか確かめてください。用紙がないときは、保管者の一覧で「なくした」を記録してください。',
      ],
    ]
    for (const [fields, sentence] of tries) {
      const answer = await at.office.post(renewal, fields)
      expect(answer.statusCode).toBe(422)
      expect(alertOf(answer)).toContain(sentence)
      for (const passphrase of at.passphrases) expect(answer.body).not.toContain(passphrase)
    }
    expect(files()).toEqual(before)
    expect(await press(at.office, `${renewal}/check`)).toEqual([409, undefined])
    expect((await at.office.get(`${renewal}/check`)).headers.location).toBe(renewal)
  })

  it('leaves the old one good until it was typed back; withdrawn or restarted, nothing has happened', async () => {
    const before = files()
    expect((await begin(0, 0, 1)).headers.location).toBe(`${renewal}/check`)
    const sheet = await at.office.post(`${renewal}/sheet`)
    expect(htmlFaults(sheet.body, OWN)).toEqual([])
    expect(sheet.headers['cache-control']).toBe('no-store')
    expect(textOf(sheet)).toContain('用紙の番号 1-2')
    const [fresh = ''] = sheetsOf(sheet)
    const again = await at.office.post(`${renewal}/sheet`)
    expect(again.statusCode).toBe(409)
    expect(alertOf(again)).toContain(
      '新しい用紙は、すでに1回表示しました。もう表示できません。印刷できていないときは、取りやめて、はじめから行ってください。今までの用紙は、そのまま使えます。',
    )
    expect(again.body).not.toContain(fresh)
    expect(files()).toEqual(before)
    expect(textOf(await at.office.get(`${at.base}/keepers`))).toContain(
      '人事課長の新しい用紙は、確かめるまで使えません。今までの用紙が有効です。',
    )
    expect(await press(at.office, `${renewal}/withdrawal`)).toEqual([303, `${at.base}/keepers`])
    const late = await at.office.post(`${renewal}/check`, passphraseFields([fresh, '', '']))
    expect(late.statusCode).toBe(409)
    expect(textOf(late)).toContain(
      '作り直しの途中の用紙がありません。サーバーが再起動したか、取りやめられています。今までの用紙は、そのまま使えます。',
    )
    await begin(0, 0, 1)
    await at.city.restart()
    expect(textOf(await at.office.post(`${renewal}/sheet`))).toContain(
      '作り直しの途中の用紙がありません。',
    )
    expect(files()).toEqual(before)
    expect(await opensKey(at.city.folders, await frozen(), by(at.passphrases, 0, 2))).toBe(true)
  })

  it('counts once it was typed back: every pair with it opens, the old one opens nothing', async () => {
    await begin(0, 0, 1)
    const [fresh = ''] = sheetsOf(await at.office.post(`${renewal}/sheet`))
    const page = await at.office.get(`${renewal}/check`)
    expect(htmlFaults(page.body, OWN)).toEqual([])
    const [old = '', two = '', three = ''] = at.passphrases
    const tries: [string[], string][] = [
      [['', two, three], '人事課長の新しい用紙の合言葉を入力してください。'],
      [[fresh, '', ''], '2人分の合言葉を入力してください。'],
      [
        [old, two, ''],
        '人事課長の合言葉が、このアンケートの鍵と合いません。いちばん新しい用紙か（用紙の番号「1-2」）',
      ],
      [[fresh, three, two], '職員側委員の合言葉が、このアンケートの鍵と合いません。'],
    ]
    for (const [typed, sentence] of tries) {
      const answer = await at.office.post(`${renewal}/check`, passphraseFields(typed))
      expect(answer.statusCode).toBe(422)
      expect(alertOf(answer)).toContain(sentence)
    }
    expect(
      await press(at.office, `${renewal}/check`, passphraseFields([fresh, '', three])),
    ).toEqual([303, `${at.base}/keepers`])

    const [main, mirror] = files()
    expect(main).toBe(mirror)
    for (const folder of at.city.folders) {
      expect(existsSync(`${tallyPath(folder, at.id)}.new`)).toBe(false)
    }
    const survey = await frozen()
    for (const pair of keeperSets(3, 2)) {
      expect(await opensKey(at.city.folders, survey, by([fresh, two, three], ...pair))).toBe(true)
    }
    for (const other of [1, 2]) {
      expect(await opensKey(at.city.folders, survey, by(at.passphrases, 0, other))).toBe(false)
    }
    const keepers = textOf(await at.office.get(`${at.base}/keepers`))
    expect(keepers).toContain('人事課長1-2まだ渡していません')
    expect(keepers).toContain('人事課長（前の用紙）1-1無効・細断を未記録')
    expect(keepers).toContain('用紙を作り直した')
    const entry = { act: 'handed-over', day: '2026-11-20', sheet: '1-1' }
    expect(alertOf(await at.office.post(`${at.base}/keepers`, entry))).toContain(
      'この用紙は作り直されていて、使えません。「細断した」か「なくした」を記録してください。',
    )
    expect(await press(at.office, `${at.base}/keepers`, { ...entry, act: 'shredded' })).toEqual([
      303,
      `${at.base}/keepers?done=entry`,
    ])
    const acts = await at.city.stores.identity
      .selectFrom('audit')
      .select(['act', 'detail'])
      .execute()
    expect(acts).toContainEqual({
      act: '鍵の用紙を作り直し（前の用紙は無効）',
      detail: 'r8：人事課長（用紙 1-2）',
    })
    for (const text of [JSON.stringify(acts), at.city.log()]) expect(text).not.toContain(fresh)
    at = { ...at, passphrases: [fresh, two, three] }
  })

  it('that a disk refuses leaves the old ones good on every disk, and can be tried again', async () => {
    const before = files()
    await begin(2, 0, 1)
    const [fresh = ''] = sheetsOf(await at.office.post(`${renewal}/sheet`))
    const typed = passphraseFields([at.passphrases[0] ?? '', '', fresh])
    const disk = at.city.folders[1] ?? ''
    renameSync(disk, `${disk}-unplugged`)
    const unplugged = await at.office.post(`${renewal}/check`, typed)
    renameSync(`${disk}-unplugged`, disk)
    expect(unplugged.statusCode).toBe(409)
    expect(alertOf(unplugged)).toContain(
      'データフォルダか控えのディスクに書き込めませんでした。ディスクがつながっているかを情報担当に確かめてもらい、もう一度行ってください。今までの用紙は、そのまま使えます。',
    )
    expect(files()).toEqual(before)
    expect((await at.office.post(`${renewal}/check`, typed)).statusCode).toBe(303)
    expect(await opensKey(at.city.folders, await frozen(), by(at.passphrases, 1, 2))).toBe(false)
    at = { ...at, passphrases: [...at.passphrases.slice(0, 2), fresh] }
    expect(await opensKey(at.city.folders, await frozen(), by(at.passphrases, 1, 2))).toBe(true)
  })

  it('of a key from before posts had key pairs takes all the others, and says so', async () => {
    const survey = await frozen()
    const found = await openKeyCopies(at.city.folders, at.id, by(at.passphrases, 0, 1))
    if (found?.unwrapping.state !== 'open') throw new Error('not opened')
    const wraps = []
    for (const keepers of keeperSets(3, 2)) {
      const secret = keepers.map((i) => at.passphrases[i]).join('\n')
      const purpose = `kazetoshi tally key v1:${at.id}:${keepers.join(',')}`
      wraps.push({ keepers, ...(await lock(secret, found.unwrapping.pkcs8, purpose)) })
    }
    const old = { version: 1, survey: at.id, need: 2, posts: POSTS, wraps }
    for (const folder of at.city.folders) {
      writeFileSync(tallyPath(folder, at.id), JSON.stringify(old))
    }
    const few = await begin(0, 0, 1)
    expect(few.statusCode).toBe(422)
    expect(alertOf(few)).toContain(
      '行政管理課長の合言葉も入力してください。この鍵は以前の版で作られたため、用紙を作り直すには、ほかの保管者全員の合言葉が要ります。',
    )
    expect((await begin(0, 1, 2)).statusCode).toBe(303)
    const [fresh = ''] = sheetsOf(await at.office.post(`${renewal}/sheet`))
    const typed = [fresh, at.passphrases[1] ?? '', '']
    expect((await at.office.post(`${renewal}/check`, passphraseFields(typed))).statusCode).toBe(303)
    expect(await opensKey(at.city.folders, survey, typed)).toBe(true)
    expect(await opensKey(at.city.folders, survey, by(at.passphrases, 0, 1))).toBe(false)
    at = { ...at, passphrases: [fresh, ...at.passphrases.slice(1)] }
  })

  it('is not used when another one was made meanwhile', async () => {
    await begin(1, 0, 1)
    const [fresh = ''] = sheetsOf(await at.office.post(`${renewal}/sheet`))
    const path = tallyPath(at.city.folders[0] ?? '', at.id)
    const whole = readFileSync(path, 'utf8')
    const other = JSON.stringify({ ...(JSON.parse(whole) as object), issue: 40 })
    for (const folder of at.city.folders) writeFileSync(tallyPath(folder, at.id), other)
    const typed = passphraseFields([at.passphrases[0] ?? '', fresh, ''])
    const answer = await at.office.post(`${renewal}/check`, typed)
    expect(answer.statusCode).toBe(409)
    expect(alertOf(answer)).toContain(
      '新しい用紙は使えません。作った後に、サーバーが再起動したか、ほかの用紙が作り直されています。今までの用紙はそのまま使えます。用紙の作り直しを、はじめから行ってください。',
    )
    for (const folder of at.city.folders) writeFileSync(tallyPath(folder, at.id), whole)
  })
})

describe('The key on two disks', () => {
  it('of which one lacks or is broken: it is said, and the other one opens', async () => {
    const [main = '', mirror = ''] = at.city.folders.map((folder) => tallyPath(folder, at.id))
    const whole = readFileSync(main, 'utf8')
    at.city.clock.now = at.city.survey.closesAt
    const opening = `${at.base}/opening`
    renameSync(main, `${main}.away`)
    const missing = await at.office.get(opening)
    expect(htmlFaults(missing.body, OWN)).toEqual([])
    expect(textOf(missing)).toContain(
      'もう片方の鍵のファイルを使います データフォルダの鍵のファイルがありません。このまま開封できます。情報担当へも知らせてください。',
    )
    expect(textOf(await at.office.get(`${at.base}/keepers`))).toContain(
      'データフォルダの鍵のファイルがありません。',
    )
    writeFileSync(main, whole.slice(0, 100))
    expect(textOf(await at.office.get(opening))).toContain(
      'データフォルダの鍵のファイルが壊れています。',
    )
    expect(await opensKey(at.city.folders, await frozen(), by(at.passphrases, 0, 2))).toBe(true)

    writeFileSync(mirror, '{}')
    const gone = await at.office.get(opening)
    expect(alertOf(gone)).toContain(
      '鍵のファイルが、データフォルダにも控えのディスクにもないか、壊れています。回答箱は封をしたまま残っています。何も変えずに、情報担当へ連絡してください。',
    )
    expect(pageOf(gone).queryByLabelText('人事課長')).toBeNull()
    const typed = passphraseFields(by(at.passphrases, 0, 2))
    const refused = await at.office.post(opening, typed)
    expect(refused.statusCode).toBe(409)
    expect(alertOf(refused)).toContain(
      '鍵のファイルが、データフォルダにも控えのディスクにもありません。「用紙や鍵をなくしたとき」の画面で、次にすることを確かめてください。',
    )
    const lost = await at.office.get(`${at.base}/keepers/lost`)
    expect(alertOf(lost)).toContain(
      'このアンケートは開封できません鍵のファイルが、データフォルダにも控えのディスクにもありません。',
    )
    expect(textOf(lost)).toContain(
      '何も変えずに情報担当へ連絡し、外れているディスクがないかを確かめてください。',
    )

    // Damaged, but still readable as a file of ours.
    const spoilt = whole.replaceAll(/"key":"./g, '"key":"*')
    writeFileSync(main, spoilt)
    writeFileSync(mirror, spoilt)
    const broken = await at.office.post(opening, typed)
    expect(alertOf(broken)).toContain('の合言葉が、このアンケートの鍵と合いません。')
    writeFileSync(mirror, whole)
    expect((await at.office.post(opening, typed)).statusCode).toBe(303)
    expect(await finished(at)).not.toHaveProperty('failed')
    const over = await at.office.get(renewal)
    expect(over.statusCode).toBe(409)
    expect(textOf(over)).toContain(
      '用紙は、実施の決定から開封までの間に作り直せます。アンケートの画面で今の状態を確かめてください。',
    )
  })
})
