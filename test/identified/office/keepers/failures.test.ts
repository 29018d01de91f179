import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { htmlFaults } from '../../../support/valid-html.ts'
import {
  type ClosedCity,
  closedCity,
  copyOf,
  finished,
  pageOf,
  passphraseFields,
  runOn,
  sha256Of,
  textOf,
  written,
} from '../hand.ts'
import { alertOf, by, OWN, POSTS } from './keeper-city.ts'

let closed: ClosedCity

beforeAll(async () => {
  closed = await closedCity(12, { draft: { keepers: { need: 2, posts: POSTS } } })
})
afterAll(() => closed.remove())

describe('An opening that goes wrong', () => {
  it('after many wrong passphrases lets nobody try for a while, the right ones neither', async () => {
    const copy = await copyOf(closed)
    for (let i = 0; i < 20; i += 1) {
      const wrong = await copy.office.post(
        `${copy.base}/opening`,
        passphraseFields(['あ', 'い', '']),
      )
      expect(wrong.statusCode).toBe(422)
    }
    for (const path of ['opening', 'keepers/renewal']) {
      const answer = await copy.office.post(`${copy.base}/${path}`, {
        keeper: '0',
        ...passphraseFields(by(closed.passphrases, 0, 1)),
      })
      expect(answer.statusCode).toBe(429)
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      expect(textOf(answer)).toContain(
        '合言葉の間違いが続いたため、受け付けを止めています。10分ほど待つ間に用紙を確かめ、もう一度入力してください。',
      )
    }
  })

  it('because the server was stopped: the page says that the box is as it was, and how to go on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-stopped-'))
    cpSync(closed.folder, folder, { recursive: true })
    const copy = await runOn(folder, closed)
    const progress = `${copy.base}/opening/progress`
    expect((await copy.office.get(progress)).headers.location).toBe(copy.base)
    const before = sha256Of(copy.box)
    // Began, and then the process was gone: its memory with it.
    await copy.stores.identity
      .insertInto('audit')
      .values({
        at: '2026-12-01T00:00:00Z',
        actor: closed.hr,
        act: '開封・集計を開始',
        detail: closed.survey,
      })
      .execute()
    const page = await copy.office.get(progress)
    expect(htmlFaults(page.body, OWN)).toEqual([])
    expect(alertOf(page)).toContain(
      '前の開封が終わらないうちに、サーバーが再起動しました。何も書き込んでいません。回答箱は封をしたまま、開封の前と同じ状態で残っています。もう一度開封してください。',
    )
    expect(pageOf(page).getByRole('link', { name: 'もう一度開封する' }).getAttribute('href')).toBe(
      `${copy.base}/opening`,
    )
    // The page that was left open asks on, and is led here.
    expect((await copy.office.get(`${progress}.json`)).json()).toMatchObject({
      finished: true,
      next: progress,
    })
    expect(sha256Of(copy.box)).toBe(before)
  })

  it('because the disk is full: it says so, keeps the box, and can be repeated', async () => {
    const copy = await copyOf(closed)
    const before = sha256Of(copy.box)
    const { commons } = copy.stores
    const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(commons)
    await sql`PRAGMA max_page_count = ${sql.raw(String(rows[0]?.page_count))}`.execute(commons)
    await copy.office.post(`${copy.base}/opening`, passphraseFields(by(closed.passphrases, 1, 2)))
    expect((await finished(copy)).failed).toBe(
      'ディスクの空きが足りないため、書き込めませんでした。情報担当に空きを増やしてもらい、もう一度行ってください。回答箱は封をしたまま残っています。',
    )
    expect(sha256Of(copy.box)).toBe(before)
    expect((await written(copy)).sets).toEqual([])
    await sql`PRAGMA max_page_count = 1073741823`.execute(commons)
    await copy.office.post(`${copy.base}/opening`, passphraseFields(by(closed.passphrases, 1, 2)))
    expect(await finished(copy)).not.toHaveProperty('failed')
  })
})
