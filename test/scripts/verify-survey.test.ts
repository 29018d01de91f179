/** `npm run verify-survey`: a survey checked from public files alone; a changed file of each kind is caught. */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'
import { proofFilesOf, publishedCity } from '../support/proof-city.ts'
import {
  brokenIn,
  changedAt,
  leavesOf,
  type Loose,
  type Parsed,
  parsedFiles,
  proofFolder,
  rehashed,
  sha256,
  verified,
  withSlips,
} from './proof-folder.ts'

let served: Record<string, Buffer>
let genuine: Parsed
let paper: Parsed

beforeAll(async () => {
  const city = await publishedCity()
  served = await proofFilesOf(city)
  await city.close()
  genuine = parsedFiles(served)
  paper = withSlips(genuine)
})

describe('公表されたままのファイル', () => {
  it('は、すべて合う。確かめられないことも1行で言う', () => {
    const lines = verified(genuine)
    expect(lines.filter(({ state }) => state === 'broken')).toEqual([])
    expect(lines.filter(({ state }) => state === 'impossible').map(({ what }) => what)).toEqual([
      '名簿を知る人への守り',
    ])
    const said = lines.map(({ what, words }) => `${what}：${words}`).join('\n')
    expect(said).toContain('28枚すべてに、この鍵の正しい署名があります。')
    expect(said).toContain('回答28件＝使われた回答券28枚')
    expect(said).toContain(`鍵の番号：${genuine.record.keyId}`)
  })

  it('は、紙の回答券を引き換えて答えた人のいるアンケートでも合う', async () => {
    const city = await publishedCity({ people: 14, withoutPc: 5, draft: { slips: { spare: 2 } } })
    const files = parsedFiles(await proofFilesOf(city))
    expect(brokenIn(files)).toEqual([])
    const said = verified(files).map(({ words }) => words)
    expect(said).toContain('前もって公表した7枚と一致します。')
    expect(said.join()).toContain('サインインで渡した9枚＋紙の回答券を引き換えた3枚')
    const [first] = files.keys.entries
    const { bundle, slipsListHash } = JSON.parse(first.entry)
    expect(slipsListHash).toBe(files.slips.listHash)
    const page = await city.app.inject('/voice/slip')
    expect(bundle.slipPage).toBe(sha256(page.rawPayload))
    for (const [address] of page.body.matchAll(/\/assets\/[\w.-]+/g)) {
      const { rawPayload } = await city.app.inject(address)
      expect(bundle.assets[address]).toBe(sha256(rawPayload))
    }
  })

  it('は、紙の回答券の数を足しても合う（次の試験のもと）', () => {
    expect(brokenIn(paper)).toEqual([])
    expect(verified(paper).map(({ words }) => words)).toContain('前もって公表した8枚と一致します。')
  })

  it('は、紙の回答券ができる前の、その数のない一覧と記録でも合う', () => {
    const older = structuredClone(genuine)
    for (const file of [older.cards, older.record]) {
      for (const name of ['slipPeople', 'reissued', 'slips']) delete file[name]
    }
    expect(brokenIn(rehashed(older))).toEqual([])
  })

  it('は、前に保存した鍵の一覧の続きであることも確かめられる', () => {
    const [first, ...rest] = genuine.keys.entries
    expect(brokenIn({ ...genuine, 'keys-earlier': { entries: [first] } })).toEqual([])
    const forged = { ...JSON.parse(first.entry), day: '2026-11-19' }
    const entries = [{ entry: JSON.stringify(forged), hash: '' }, ...rest]
    const changed = rehashed({ ...structuredClone(genuine), keys: { entries } })
    expect(brokenIn(changed)).toEqual([])
    const caught = brokenIn({ ...changed, 'keys-earlier': genuine.keys })
    expect(caught.join()).toContain('前に保存した一覧（keys-earlier.json）の続きではありません。')
  })
})

/** Told by one file alone: nothing public to hold it against. */
const SAID_ONCE = [
  /^record\.(openedOn|publishedOn|destroyedOn|freeTexts)$/,
  /^record\.postsPresent\./,
  /^record\.inspection\.(tables|audit|seconds|classes|lps|mips|pairs|version)/,
  /^record\.inspection\.certificate\.(cuts|rounds)$/,
  /^survey\.(fiscalYear|opensAt|closesAt)$/,
]

describe('1か所だけ書き換えたファイル', () => {
  it.each(['cards', 'record', 'survey', 'slips', 'keys', 'results'])(
    '%s は、どこを書き換えても合わない',
    (name) => {
      const file =
        name === 'cards' ? { ...paper.cards, cards: paper.cards.cards.slice(0, 2) } : paper[name]
      const unnoticed = leavesOf(file)
        .filter((path) => !SAID_ONCE.some((once) => once.test([name, ...path].join('.'))))
        .filter((path) => isUnnoticed({ ...paper, [name]: changedAt(paper[name], path) }))
      expect(unnoticed).toEqual([])
    },
  )

  it.each(['cards', 'record', 'survey', 'keys', 'results', 'slips'])(
    '%s が別のアンケートのものなら合わない',
    (name) => {
      const others: Record<string, Loose> = {
        keys: { entries: [] },
        slips: { ...paper.slips, survey: 'r7' },
      }
      const changed = { ...paper, [name]: others[name] ?? { ...paper[name], survey: 'r7' } }
      expect(isUnnoticed(changed)).toBe(false)
    },
  )
})

type Forgery = readonly [title: string, sentence: string, change: (files: Parsed) => void]

const both = (files: Parsed, change: (file: Loose) => void) => {
  change(files.cards)
  change(files.record)
}

describe('つじつまを合わせて書き換えたファイルでも', () => {
  const forgeries: readonly Forgery[] = [
    [
      '署名のない回答券を足すと分かる',
      '署名が正しくありません。',
      ({ cards, record }) => {
        cards.cards.unshift({
          nonce: Buffer.alloc(32).toString('base64'),
          signature: cards.cards[0].signature,
        })
        for (const name of ['cardsSpent', 'ballots', 'respondents']) record[name] += 1
        both({ cards, record } as Parsed, (file) => (file.cardsIssued += 1))
      },
    ],
    [
      '同じ回答券を2枚数えると分かる',
      '同じ回答券です。',
      ({ cards, record }) => {
        cards.cards.splice(1, 0, cards.cards[0])
        for (const name of ['cardsSpent', 'ballots']) record[name] += 1
      },
    ],
    [
      '回答券を並べ替えると分かる',
      '番号の順に並んでいません。',
      ({ cards }) => cards.cards.reverse(),
    ],
    [
      '回答券を1枚抜くと分かる',
      '一覧の27枚が一致しません。',
      ({ cards }) => cards.cards.splice(3, 1),
    ],
    [
      '渡した枚数より多いと分かる',
      '使われた28枚が、渡した27枚を超えています。',
      (files) => both(files, (file) => (file.cardsIssued -= 1)),
    ],
    [
      '対象者より多く渡すと分かる',
      'サインインで渡した25枚が、対象者24人と再発行0枚の計を超えています。',
      (files) => both(files, (file) => (file.cardsIssued += 1)),
    ],
    [
      '再発行が上限を超えると分かる',
      '再発行2枚が、上限の1枚を超えています。',
      (files) => both(files, (file) => (file.reissued = 2)),
    ],
    [
      '紙の回答券の人が対象者より多いと分かる',
      '紙の回答券の人31人が、対象者30人を超えています。',
      (files) => {
        both(files, (file) => (file.slipPeople = 31))
        asIfFrozen(files, { slips: { people: 31, printed: 8 } })
      },
    ],
    [
      '紙の回答券の人数を後から変えると分かる',
      '紙の回答券の人数が、実施の決定（6人）と違います。',
      (files) => both(files, (file) => (file.slipPeople = 5)),
    ],
    [
      '印刷した枚数より多く引き換えると分かる',
      '引き換えた9枚と未使用0枚の計が、印刷した8枚を超えています。',
      (files) =>
        both(files, (file) => Object.assign(file.slips, { exchanged: 9, unused: 0, spoilt: 3 })),
    ],
    [
      '紙の回答券の人より多く引き換えると分かる',
      '引き換えた8枚が、紙の回答券の6人と書き損じ1枚の計を超えています。',
      (files) => both(files, (file) => Object.assign(file.slips, { exchanged: 8, unused: 0 })),
    ],
    [
      '印刷した枚数を後から変えると分かる',
      '印刷した紙の回答券の枚数が、実施の決定（8枚）と違います。',
      (files) => both(files, (file) => (file.slips.printed = 9)),
    ],
    [
      '読めなかった回答を隠すと分かる',
      '回答者28人と読めなかった1件の計が、回答28件と違います。',
      ({ record }) => (record.malformed = 1),
    ],
    [
      '対象者の人数を変えると分かる',
      '対象者の人数が、実施の決定（30人）と違います。',
      (files) => {
        both(files, (file) => (file.eligible = 40))
        files.survey.eligible = 40
      },
    ],
    [
      '設問を後から変えると、前に保存した鍵の一覧と合わない',
      '前に保存した一覧（keys-earlier.json）の続きではありません。',
      (files) => {
        files['keys-earlier'] = structuredClone(paper.keys)
        asIfFrozen(files, { purpose: '別の目的' })
      },
    ],
    [
      '鍵を差し替えると、鍵の番号が変わる',
      '件目の鍵が、survey.json の鍵と違います。',
      (files) => {
        const { tallyKey } = files.survey
        for (const file of [files.survey, files.cards]) {
          file.tallyKey = file.signingKey
          file.signingKey = tallyKey
        }
      },
    ],
    [
      '鍵の一覧からこのアンケートを消すと分かる',
      'このアンケートが、鍵の一覧にありません。',
      (files) => (files.keys.entries = []),
    ],
    [
      '鍵の一覧の途中を抜くと分かる',
      '1件目の番号が 2 です。',
      (files) => (files.keys.entries = files.keys.entries.slice(1)),
    ],
    [
      '紙の回答券を1枚足すと分かる',
      '一覧は9枚で、印刷した8枚と違います。',
      ({ slips, survey }) => {
        slips.hashes = [...slips.hashes, sha256('one more')].toSorted((a: string, b: string) =>
          a < b ? -1 : 1,
        )
        slips.listHash = sha256(Buffer.from(slips.hashes.join(''), 'hex'))
        survey.slips.listHash = slips.listHash
      },
    ],
    [
      '紙の回答券の一覧を並べ替えると分かる',
      '一覧が小さい順でないか、同じ券が2枚あります。',
      ({ slips }) => slips.hashes.reverse(),
    ],
    [
      '紙の回答券の一覧を隠すと分かる',
      '紙の回答券を使うアンケートですが、slips.jsonがありません。',
      (files) => delete files.slips,
    ],
  ]

  it.each(forgeries)('%s', (_title, sentence, change) => {
    const files = structuredClone(paper)
    change(files)
    expect(brokenIn(files).join('\n')).toContain(sentence)
  })
})

describe('照合値も作り直した公表データでも', () => {
  const forgeries: readonly Forgery[] = [
    [
      '非表示の区分を示すと、証明と合わない',
      '示した区分が、証明した区分と違います。',
      ({ results }) => {
        const hidden = results.groups.find((g: Loose) => g.id === 'bu=3000')
        const shown = results.groups.find((g: Loose) => g.id === 'bu=2000')
        Object.assign(hidden, { state: 'published', tier: 'band', n: 9, items: shown.items })
      },
    ],
    [
      '基準より少ない区分を示すと分かる',
      'bu=2000は4人で、基準の5人を下回ります。',
      ({ results }) => (groupOf(results, 'bu=2000').n = 4),
    ],
    [
      '人数を変えると、引き算が合わない',
      '*/restは19人ですが、引き算では18人です。',
      ({ results }) => (groupOf(results, 'bu=2000').n = 10),
    ],
    [
      '割合を細かくすると分かる',
      'の値が違います',
      ({ results }) => {
        const [item = ''] = Object.keys(groupOf(results, 'bu=2000').items)
        groupOf(results, 'bu=2000').items[item].step = 1
      },
    ],
    [
      '少人数の区分に選択肢ごとの割合を付けると分かる',
      'bu=2000は9人で、選択肢ごとの割合を示せる人数ではありません。',
      ({ results }) => (groupOf(results, 'bu=2000').tier = 'full'),
    ],
    [
      '計画にない区分を足すと分かる',
      '計画にない区分があります（age=20代）。',
      ({ results }) =>
        results.groups.push({
          id: 'age=20代',
          table: ['age'],
          keys: { age: '20代' },
          label: '20代',
          state: 'hidden',
        }),
    ],
    [
      '計画にある区分を抜くと分かる',
      '計画にある区分がありません（ka=1010）。',
      ({ results }) => (results.groups = results.groups.filter((g: Loose) => g.id !== 'ka=1010')),
    ],
    [
      '公表の基準を下げると分かる',
      '公表の基準が 4 で、実施の決定の 5 と違います。',
      ({ results }) => (results.k = 4),
    ],
    [
      '選択肢ごとの割合の基準を下げると分かる',
      '分布の基準が 6 で、実施の決定の 10 と違います。',
      ({ results }) => (results.kDistribution = 6),
    ],
    [
      '段階を変えると分かる',
      '段階が 5 で、実施の決定の 4 と違います。',
      ({ results }) => (results.scale = 5),
    ],
    [
      '回答者の人数を変えると分かる',
      '回答者が 27 で、開封・集計記録の 28 と違います。',
      ({ results }) => (results.respondents = 27),
    ],
    [
      '回答者の人数をそろえて変えても、全庁の行と合わない',
      '回答者の人数が、全庁の行と違います。',
      ({ results, record }) => (results.respondents = record.respondents = 27),
    ],
    [
      '証明を差し替えると、点検記録と合わない',
      '証明が、公表前の点検記録と違います。',
      ({ results }) => (results.certificate.minBound = 9),
    ],
    [
      '一人に絞れる引き算があると分かる',
      '*の引き算から、1人だけの集まりの人数が分かります。',
      ({ results }) => {
        const shown = structuredClone(groupOf(results, 'bu=2000'))
        for (const [id, n] of [
          ['女性', 14],
          ['男性', 13],
        ] as const) {
          Object.assign(groupOf(results, `sex=${id}`), {
            state: 'published',
            tier: 'band',
            n,
            items: shown.items,
          })
        }
      },
    ],
  ]

  it.each(forgeries)('%s', (_title, sentence, change) => {
    const files = structuredClone(genuine)
    change(files)
    expect(brokenIn(rehashed(files)).join('\n')).toContain(sentence)
  })

  it('証明のなかったころの公表データは、できないことを言って、ほかを確かめる', () => {
    const files = structuredClone(genuine)
    files.results.certificate = files.results.audit = files.record.inspection = null
    files.results.rule = 'simple'
    const lines = verified(rehashed(files))
    expect(lines.filter(({ state }) => state === 'broken')).toEqual([])
    expect(lines).toContainEqual({
      state: 'impossible',
      what: '公表した区分の証明',
      words: '証明のなかったころの方式で公表しています。',
    })
  })
})

describe('署名の鍵が', () => {
  it.each([
    ['鍵でなければ', 'AAAA', '署名の鍵を、RSAの公開鍵として読めません。'],
    [
      '短ければ',
      'MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==',
      '署名の鍵が、3072ビット、e = 65537 のRSAの鍵ではありません。',
    ],
  ])('%s分かる', (_title, key, sentence) => {
    const files = structuredClone(genuine)
    files.cards.signingKey = files.survey.signingKey = key
    expect(brokenIn(files).join('\n')).toContain(sentence)
  })
})

describe('読めないファイルは', () => {
  it.each([
    [
      'ないファイル',
      { 'cards.json': null },
      'cards.json がありません。公表ページの「だれでも確かめられます」から保存し直してください。',
    ],
    [
      '途中までのファイル',
      { 'record.json': '{"survey":' },
      'record.json を JSON として読めません。保存し直してください。',
    ],
    [
      '別のもの',
      { 'keys.json': '[]' },
      'keys.json の形が違います（全体）。保存し直しても同じときは、書き換えられています。',
    ],
    [
      '値の足りないもの',
      { 'record.json': '{"survey":"r8"}' },
      'record.json の形が違います（title、',
    ],
  ])('%sと言う', (_title, change, sentence) => {
    const folder = proofFolder(textsOf({ ...served, ...change }))
    const { status, stderr, stdout } = command(folder)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
  })

  it('フォルダーなら開けないと言う', () => {
    const { 'cards.json': _cards, ...others } = served
    const folder = proofFolder(others)
    mkdirSync(join(folder, 'cards.json'))
    expect(command(folder)).toMatchObject({
      status: 2,
      stderr: 'cards.json を開けません（EISDIR）。\n',
    })
  })
})

describe('命令 npm run verify-survey', () => {
  it('は、合えば0で終わり、1行に1つずつ言う', () => {
    const { status, stdout, stderr } = command(proofFolder(served))
    expect([status, stderr]).toEqual([0, ''])
    const lines = stdout.trimEnd().split('\n')
    expect(lines.at(-1)).toBe('合わないものはありませんでした。')
    for (const line of lines.slice(0, -1)) {
      expect(line).toMatch(/^(確かめました|できません　)　[^：]+：.+。/)
    }
  })

  it('は、合わなければ1で終わり、だれに知らせるかを言う', () => {
    const results = Buffer.concat([served['results.json'] ?? Buffer.alloc(0), Buffer.from(' ')])
    const { status, stdout } = command(proofFolder({ ...served, 'results.json': results }))
    expect(status).toBe(1)
    expect(stdout).toContain(
      '合いません　　設問と公表データの照合値：公表データ（results.json）が、開封・集計記録の照合値と合いません。',
    )
    expect(stdout).toContain(
      '合わないものが1件あります。ファイルを保存し直してもう一度確かめ、同じときは、公表した人事課と、職員団体または監査の担当へお知らせください。',
    )
  })

  it.each([
    [[], 'フォルダーを1つ指定してください。詳しくは --help をご覧ください。'],
    [['a', 'b'], 'フォルダーを1つ指定してください。'],
    [['--fast', 'a'], '指定が正しくありません。--help をご覧ください。'],
    [
      ['no-such-folder'],
      '「no-such-folder」というフォルダーがありません。ファイルを保存したフォルダーを指定してください。',
    ],
  ])('は、%j では何もせず、どうすればよいかを言う', (args, sentence) => {
    const { status, stderr } = command(...args)
    expect(status).toBe(2)
    expect(stderr).toContain(sentence)
  })

  it('は、--help で使い方を言う', () => {
    const { status, stdout } = command('--help')
    expect(status).toBe(0)
    expect(stdout).toContain('npm run verify-survey -- DIR')
  })
})

function command(...args: string[]) {
  const script = projectFile('dist', 'scripts', 'verify-survey.js')
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
}

function isUnnoticed(files: Parsed): boolean {
  try {
    return brokenIn(files).length === 0
  } catch (error) {
    if (error instanceof Error && error.name === 'BadFiles') return false
    throw error
  }
}

function groupOf(results: Loose, id: string): Loose {
  return results.groups.find((group: Loose) => group.id === id)
}

/** The questionnaire as if it had always been so, hashes and list of keys included. */
function asIfFrozen(files: Parsed, change: object): void {
  const q = JSON.parse(files.survey.questionnaire)
  files.survey.questionnaire = JSON.stringify({ ...q, ...change })
  rehashed(files)
}

function textsOf(files: Record<string, Buffer | string | null>): Record<string, Buffer | string> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, content]) => (content === null ? [] : [[name, content]])),
  )
}
