import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { RuleConfig } from 'html-validate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Stores } from '../../../server/stores/open.ts'
import { openingSteps } from '../../../server/survey/opening-steps.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { empty, standingIn, watching } from './engines.ts'
import {
  type ClosedCity,
  closedCity,
  copyOf,
  documentOf,
  filesOf,
  finished,
  hand,
  pageOf,
  passphraseFields,
  REVIEWED,
  sha256Of,
  TEXTS,
  textOf,
  written,
} from './hand.ts'

const POSTS = ['人事課長', '職員側委員', '行政管理課長']
const BALLOTS = 26

/** The row of steps has a name. */
const NAMED_LISTS: RuleConfig = { 'aria-label-misuse': ['error', { allowAnyNamable: true }] }

let closed: ClosedCity

beforeAll(async () => {
  closed = await closedCity(BALLOTS, { draft: { keepers: { need: 2, posts: POSTS } } })
})
afterAll(() => closed.remove())

/** Passphrases of the keepers at these positions. */
function present(...keepers: number[]): string[] {
  return POSTS.map((_, i) => (keepers.includes(i) ? (closed.passphrases[i] ?? '') : ''))
}

async function openWith(copy: Awaited<ReturnType<typeof copyOf>>, typed: readonly string[]) {
  const answer = await copy.office.post(`${copy.base}/opening`, passphraseFields(typed))
  expect([answer.statusCode, answer.headers.location]).toEqual([
    303,
    `${copy.base}/opening/progress`,
  ])
  return finished(copy)
}

const nothing = { sets: [], records: [], texts: [] }

describe('The passphrases', () => {
  it('are asked for by post, hidden while typed, and never shown again', async () => {
    const copy = await copyOf(closed)
    const form = await copy.office.get(`${copy.base}/opening`)
    for (const post of POSTS) {
      expect(pageOf(form).getByLabelText<HTMLInputElement>(post).getAttribute('type')).toBe(
        'password',
      )
    }
    const answer = await copy.office.post(`${copy.base}/opening`, passphraseFields(present(1)))
    expect(answer.statusCode).toBe(422)
    expect(answer.body).not.toContain(closed.passphrases[1])
    expect(pageOf(answer).getByRole('alert').textContent).toContain(
      '2人分の合言葉を入力してください。',
    )
  })

  it.each([
    ['none', ['', '', '']],
    ['blanks', [' ', '　', '\t']],
  ])('%s: the form comes back and nothing begins', async (_, typed) => {
    const copy = await copyOf(closed)
    const answer = await copy.office.post(`${copy.base}/opening`, passphraseFields(typed))
    expect(answer.statusCode).toBe(422)
    expect((await copy.office.get(`${copy.base}/opening/progress.json`)).statusCode).toBe(404)
    expect((await copy.office.get(`${copy.base}/opening/progress`)).headers.location).toBe(
      copy.base,
    )
  })

  it('of 201 characters are refused before anything is computed', async () => {
    const copy = await copyOf(closed)
    const answer = await copy.office.post(
      `${copy.base}/opening`,
      passphraseFields(['A'.repeat(201), 'A', '']),
    )
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain('合言葉が長すぎます。用紙の文字を確かめてください。')
  })

  it('misspelt, wrong or in the wrong place open nothing and say so in words', async () => {
    const copy = await copyOf(closed)
    const before = sha256Of(copy.box)
    const [one = '', two = ''] = closed.passphrases
    const misspelt = (one.startsWith('A') ? 'B' : 'A') + one.slice(1)
    const other = await closedCityPassphrase()
    const copying = 'の合言葉に写し間違いがあります。用紙の文字を1文字ずつ確かめてください。'
    const wrong = 'の合言葉が、このアンケートの鍵と合いません。いちばん新しい用紙か（用紙の番号'
    const advice = '用紙がないときは、保管者の一覧で「なくした」を記録してください。'
    const tries: [string[], string[]][] = [
      [[misspelt, two, ''], [`人事課長${copying}`]],
      [
        ['あいことば', 'ABCD', ''],
        [`人事課長${copying}`, `職員側委員${copying}`],
      ],
      [
        [two, one, ''],
        [`人事課長${wrong}「1-1」）`, `職員側委員${wrong}「2-1」）`],
      ],
      [
        [one, other, ''],
        [`職員側委員${wrong}「2-1」）`, advice],
      ],
    ]
    for (const [typed, sentences] of tries) {
      const answer = await copy.office.post(`${copy.base}/opening`, passphraseFields(typed))
      expect(answer.statusCode).toBe(422)
      for (const sentence of sentences) {
        expect(pageOf(answer).getByRole('alert').textContent).toContain(sentence)
      }
      expect(answer.body).not.toContain(one)
      expect(
        pageOf(answer)
          .getByRole('link', { name: '用紙がないとき、合言葉が合わないとき' })
          .getAttribute('href'),
      ).toBe(`${copy.base}/keepers/lost`)
      expect(copy.system.acts.openingProgress(closed.survey)).toBeUndefined()
    }
    expect(sha256Of(copy.box)).toBe(before)
    expect(await written(copy)).toEqual(nothing)
    for (const [name, bytes] of filesOf(copy.folder)) {
      expect(bytes.includes(one.replaceAll('-', '')), name).toBe(false)
    }
  })

  it('of any two of the three open the box, in any spelling, with the same result', async () => {
    const results: string[] = []
    const typings = [
      present(0, 1),
      present(0, 2).map((text) => text.toLowerCase()),
      present(1, 2).map((text) => text.replaceAll('-', ' ')),
      present(0, 1, 2).map((text) => text.replaceAll('-', '')),
    ]
    for (const typed of typings) {
      const copy = await copyOf(closed)
      expect(await openWith(copy, typed)).toMatchObject({ finished: true, phase: '完了しました' })
      const { sets, records, texts } = await written(copy)
      results.push(JSON.stringify([sets[0]?.body, texts]))
      const record = JSON.parse(records[0]?.body ?? '{}') as { postsPresent: string[] }
      expect(record.postsPresent).toEqual(POSTS.filter((_, i) => typed[i] !== ''))
    }
    expect(new Set(results).size).toBe(1)
  })

  it('of two still open it when the third one on the sheet is mistaken for another', async () => {
    const copy = await copyOf(closed)
    const [one = '', two = ''] = closed.passphrases
    expect(await openWith(copy, [one, two, one])).not.toHaveProperty('failed')
  })
})

describe('An opening', () => {
  it('tells its progress, keeps others out meanwhile, and leads to the preview', async () => {
    const copy = await copyOf(closed)
    const started = await copy.office.post(`${copy.base}/opening`, passphraseFields(present(0, 1)))
    expect(started.statusCode).toBe(303)
    const page = await copy.office.get(`${copy.base}/opening/progress`)
    const bar = pageOf(page).getByRole('progressbar', { name: '進み具合' })
    expect(bar.closest('[data-progress-url]')?.getAttribute('data-progress-url')).toBe(
      `${copy.base}/opening/progress.json`,
    )
    const second = await copy.office.post(`${copy.base}/opening`, passphraseFields(present(0, 1)))
    expect(second.statusCode).toBe(409)
    expect(textOf(second)).toContain('別の開封が進んでいます。')
    const end = await finished(copy)
    expect(end.next).toBe(`${copy.base}/opening/progress`)
    const next = await copy.office.get(end.next ?? '')
    expect(next.headers.location).toBe(`${copy.base}/preview`)
    expect(
      (await copy.office.post(`${copy.base}/opening`, passphraseFields(present(0, 1)))).statusCode,
    ).toBe(409)
  })

  it('can be cancelled in the middle: the box keeps its bytes, nothing is written, and it can be repeated', async () => {
    const copy = await copyOf(closed)
    const before = sha256Of(copy.box)
    await copy.office.post(`${copy.base}/opening`, passphraseFields(present(0, 1)))
    for (;;) {
      const progress = copy.system.acts.openingProgress(closed.survey)
      if (progress?.phase === '回答を開封しています') break
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(copy.system.acts.cancelOpening(closed.survey)).toBe(true)
    expect((await finished(copy)).failed).toBe(
      '開封を取りやめました。回答箱は封をしたまま残っています。',
    )
    expect(sha256Of(copy.box)).toBe(before)
    expect(await written(copy)).toEqual(nothing)
    await copy.office.post(`${copy.base}/opening`, passphraseFields(present(0, 1)))
    expect((await copy.office.post(`${copy.base}/opening/cancellation`)).statusCode).toBe(303)
    expect((await finished(copy)).failed).toBe(
      '開封を取りやめました。回答箱は封をしたまま残っています。',
    )
    expect((await copy.office.post(`${copy.base}/opening/cancellation`)).statusCode).toBe(409)
    expect(await openWith(copy, present(1, 2))).not.toHaveProperty('failed')
  })

  it.each(['pattern', 'certificate', 'audit', 'check'] as const)(
    'can be cancelled in the step %s: the box keeps its bytes, nothing is kept in memory either',
    async (step) => {
      const watched = watching(standingIn(step))
      const copy = await copyOf(closed, { protect: watched.protect })
      const before = sha256Of(copy.box)
      await copy.office.post(`${copy.base}/opening`, passphraseFields(present(0, 1)))
      const { phase, label } = openingSteps[step]
      await expect
        .poll(() => copy.system.acts.openingProgress(closed.survey)?.phase, {
          interval: 5,
          timeout: 20_000,
        })
        .toBe(phase)
      const page = await copy.office.get(`${copy.base}/opening/progress`)
      expect(htmlFaults(page.body, NAMED_LISTS)).toEqual([])
      expect(textOf(page)).toContain(`${phase}37／100`)
      expect(documentOf(page).querySelector('[aria-current=step]')?.textContent).toBe(label)
      const data = watched.inputs[0]?.data
      expect(data?.answers.some((code) => code > 0)).toBe(true)
      expect((await copy.office.post(`${copy.base}/opening/cancellation`)).statusCode).toBe(303)
      expect((await finished(copy)).failed).toBe(
        '開封を取りやめました。回答箱は封をしたまま残っています。',
      )
      expect(data?.answers.some((code) => code > 0)).toBe(false)
      expect(data?.keys.some((code) => code > 0)).toBe(false)
      expect(sha256Of(copy.box)).toBe(before)
      expect(await written(copy)).toEqual(nothing)
    },
  )

  it('overwrites what it has read, when it has succeeded too', async () => {
    const watched = watching(empty)
    const copy = await copyOf(closed, { protect: watched.protect })
    expect(await openWith(copy, present(0, 1))).not.toHaveProperty('failed')
    const data = watched.inputs[0]?.data
    expect(data?.rows).toBe(BALLOTS)
    expect(data?.answers.length).toBeGreaterThan(BALLOTS)
    expect([...(data?.answers ?? []), ...(data?.keys ?? [])].every((code) => code === 0)).toBe(true)
  })

  it('is stopped, not waited for, when the server stops', async () => {
    const copy = await copyOf(closed, { protect: standingIn('certificate') })
    await copy.office.post(`${copy.base}/opening`, passphraseFields(present(0, 1)))
    await expect
      .poll(() => copy.system.acts.openingProgress(closed.survey)?.phase, {
        interval: 5,
        timeout: 20_000,
      })
      .toBe(openingSteps.certificate.phase)
    await copy.app.close()
    expect(copy.system.acts.openingProgress(closed.survey)).toMatchObject({
      finished: true,
      failed: '開封を取りやめました。回答箱は封をしたまま残っています。',
    })
    expect(await written(copy)).toEqual(nothing)
  })

  it('that a full disk ends between its two writes leaves the box and is repeated with the same result', async () => {
    const good = await copyOf(closed)
    await openWith(good, present(0, 1))
    const expected = await written(good)

    let full = true
    const copy = await copyOf(closed, {
      stores: (stores) => withFailingCommons(stores, () => full),
    })
    const before = sha256Of(copy.box)
    const progress = await openWith(copy, present(0, 1))
    expect(progress.failed).toBe(
      '開封の途中で問題が起きました。回答箱は封をしたまま残っています。情報担当に連絡し、もう一度開封してください。',
    )
    expect(sha256Of(copy.box)).toBe(before)
    expect((await written(copy)).sets).toEqual([])
    full = false
    expect(await openWith(copy, present(0, 1))).not.toHaveProperty('failed')
    expect(await written(copy)).toEqual(expected)
  })

  it('leaves sorted texts and one set, and no row of answers', async () => {
    const copy = await copyOf(closed)
    await openWith(copy, present(0, 1))
    const { sets, texts } = await written(copy)
    expect(texts.map(({ text, times }) => [text, times])).toEqual(
      [...TEXTS].sort().map((text) => [text, text === TEXTS[0] ? 4 : 4]),
    )
    expect(sets).toHaveLength(1)
    expect(sets[0]?.visible).toBe(0)
    expect(sets[0]?.sha256).toBe(
      createHash('sha256')
        .update(sets[0]?.body ?? '')
        .digest('hex'),
    )
    expect((await copy.app.inject(`/api/v1/surveys/${closed.survey}/results`)).statusCode).toBe(404)
  })
})

describe('The box is checked before anything is counted', () => {
  const refused = async (before: (folder: string) => void, sentence: string) => {
    const copy = await copyOf(closed, { before })
    const hash = sha256Of(copy.box)
    expect((await openWith(copy, present(0, 1))).failed).toBe(
      `回答箱の点検で問題が見つかったため、集計しませんでした。${sentence}`,
    )
    expect(sha256Of(copy.box)).toBe(hash)
    expect(await written(copy)).toEqual(nothing)
    const state = await copy.stores.commons.selectFrom('survey').select('state').executeTakeFirst()
    expect(state?.state).toBe('announced')
  }
  const inBox = (work: (box: Database.Database) => void) => (folder: string) => {
    const box = new Database(join(folder, `box-${closed.survey}.db`))
    work(box)
    box.close()
  }
  const spentSlots = (box: Database.Database) =>
    box
      .prepare(`SELECT slot FROM spent WHERE substr(card, 1, 1) <> x'00'`)
      .pluck()
      .all() as number[]

  it('more ballots than cards handed out', async () => {
    await refused(
      (folder) => {
        const identity = new Database(join(folder, 'identity.db'))
        identity.exec(
          `UPDATE card SET issued = zeroblob(33) WHERE person IN (SELECT person FROM card WHERE issued <> zeroblob(33) LIMIT 3)`,
        )
        identity.close()
      },
      `使用済みの回答券${BALLOTS}枚が、渡した${BALLOTS - 3}枚を超えています。`,
    )
  })

  it('a forged card', async () => {
    await refused(
      inBox((box) => {
        const card = Buffer.concat([Buffer.of(1), randomBytes(416)])
        box.prepare('UPDATE spent SET card = ? WHERE slot = ?').run(card, spentSlots(box)[0])
      }),
      '正しい署名のない、または二重の回答券が1枚あります。',
    )
  })

  it('one card twice', async () => {
    await refused(
      inBox((box) => {
        const [from, to] = spentSlots(box)
        box
          .prepare('UPDATE spent SET card = (SELECT card FROM spent WHERE slot = ?) WHERE slot = ?')
          .run(from, to)
      }),
      '正しい署名のない、または二重の回答券が1枚あります。',
    )
  })

  it('a ballot less than spent cards', async () => {
    await refused(
      inBox((box) => {
        box.exec(
          `UPDATE ballot SET sealed = zeroblob(length(sealed)) WHERE slot = (SELECT slot FROM ballot WHERE substr(sealed, 1, 1) <> x'00' LIMIT 1)`,
        )
      }),
      `回答${BALLOTS - 1}件と使用済みの回答券${BALLOTS}枚が一致しません。`,
    )
  })

  it('a ballot that nobody can read is dropped and counted, not an obstacle', async () => {
    const copy = await copyOf(closed, {
      before: inBox((box) => {
        const slot = box
          .prepare(`SELECT slot FROM ballot WHERE substr(sealed, 1, 1) <> x'00'`)
          .pluck()
          .get()
        box
          .prepare(
            'UPDATE ballot SET sealed = CAST(substr(sealed, 1, 400) || zeroblob(length(sealed) - 400) AS BLOB) WHERE slot = ?',
          )
          .run(slot)
      }),
    })
    expect(await openWith(copy, present(0, 1))).not.toHaveProperty('failed')
    const record = await copy.office.get(`${copy.base}/record`)
    expect(textOf(record)).toContain('読み取れなかった回答 1件'.replace(' ', ''))
  })
})

describe('A second time', () => {
  it('nothing can be published, destroyed or opened again', async () => {
    const copy = await copyOf(closed)
    expect((await copy.office.post(`${copy.base}/publication`)).statusCode).toBe(409)
    expect((await copy.office.post(`${copy.base}/destruction`)).statusCode).toBe(409)
    expect((await copy.office.get(`${copy.base}/preview`)).statusCode).toBe(404)
    expect((await copy.office.get(`${copy.base}/record`)).statusCode).toBe(404)
    await openWith(copy, present(0, 1))
    expect((await copy.office.post(`${copy.base}/destruction`)).statusCode).toBe(409)
    await copy.office.post(`${copy.base}/review`, { checks: REVIEWED })
    const both = await Promise.all([
      copy.office.post(`${copy.base}/publication`),
      copy.office.post(`${copy.base}/publication`),
    ])
    expect(both.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([303, 409])
    expect((await copy.office.get(`${copy.base}/opening`)).statusCode).toBe(409)
    expect(
      (await copy.office.post(`${copy.base}/destruction`, { confirmed: 'yes' })).statusCode,
    ).toBe(303)
    for (const act of ['publication', 'destruction', 'announcement', 'keys']) {
      expect((await copy.office.post(`${copy.base}/${act}`)).statusCode).toBe(409)
    }
    const acts = await copy.stores.identity
      .selectFrom('audit')
      .select('act')
      .orderBy('id')
      .execute()
    expect(acts.map((a) => a.act).slice(-4)).toEqual([
      '開封・集計を開始',
      '公表前の内容を確認',
      '結果を公表',
      '回答箱と鍵を廃棄',
    ])
  })
})

describe('The preview', () => {
  it('shows the protected set and nothing finer: no group below k, no free text', async () => {
    const copy = await copyOf(closed)
    await openWith(copy, present(0, 1))
    const preview = await copy.office.get(`${copy.base}/preview`)
    expect(preview.statusCode).toBe(200)
    for (const text of TEXTS) expect(preview.body).not.toContain(text)
    const set = JSON.parse((await written(copy)).sets[0]?.body ?? '{}') as {
      groups: {
        label?: string
        state: string
        items?: Record<string, { favourable: number; distribution?: number[] } | null>
      }[]
    }
    const shown = set.groups.flatMap((g) =>
      Object.values(g.items ?? {}).flatMap((v) => [
        v?.favourable ?? -1,
        ...(v?.distribution ?? []),
      ]),
    )
    const values = [...preview.body.matchAll(/(\d+\.\d)％/g)].map((m) => Number(m[1]))
    expect(values.length).toBeGreaterThan(4)
    expect(values.filter((value) => !shown.includes(value))).toEqual([])
    await copy.office.post(`${copy.base}/review`, { checks: REVIEWED })
    await copy.office.post(`${copy.base}/publication`)
    const published = await hand(copy).get(`/results/${closed.survey}`)
    const tables = (answer: typeof preview) =>
      [...documentOf(answer).querySelectorAll('main table')].map((t) => t.textContent)
    expect(tables(published)).toEqual(tables(preview))
  })
})

/** commons.db whose transactions fail while `full()` says so, as on a full disk. */
function withFailingCommons(stores: Stores, full: () => boolean): Stores {
  const commons = new Proxy(stores.commons, {
    get(target, name) {
      if (name === 'transaction' && full()) {
        return () => ({
          execute: async () => {
            throw new Error('SQLITE_FULL: database or disk is full')
          },
        })
      }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { ...stores, commons }
}

/** A well-formed passphrase of another survey. */
async function closedCityPassphrase(): Promise<string> {
  const { generatePassphrase } = await import('../../../server/tokens/passphrase.ts')
  return generatePassphrase()
}
