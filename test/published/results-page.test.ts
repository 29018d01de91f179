import { afterEach, describe, expect, it } from 'vitest'
import { Problem } from '../../server/http/problems.ts'
import { openPage, get, publishedApp, type PublishedApp, tableRows } from './published-app.ts'
import { putSurvey } from './released-survey.ts'

let house: PublishedApp

afterEach(async () => house.close())

describe('結果のページ', () => {
  it('says that there is no survey yet', async () => {
    house = await publishedApp()
    const { page, response } = await openPage(house.app, '/results')
    expect(response.statusCode).toBe(200)
    expect(page.getByRole('heading', { level: 1, name: 'アンケートの結果' })).toBeTruthy()
    expect(page.getByText('アンケートは、まだ行われていません。')).toBeTruthy()
  })

  it('tells nobody of a draft', async () => {
    house = await publishedApp()
    await putSurvey(house.stores, { stage: 'draft' })
    const { page } = await openPage(house.app, '/results')
    expect(page.getByText('アンケートは、まだ行われていません。')).toBeTruthy()
  })

  it.each([
    ['2026-09-30T12:00:00Z', '令和8年10月1日（木） 9時00分から令和8年10月16日（金） 17時15分まで'],
    ['2026-10-05T00:00:00Z', '令和8年10月16日（金） 17時15分まで回答を受け付けています'],
    ['2026-10-16T08:15:00Z', '令和8年10月16日（金） 17時15分に締め切りました'],
  ])('says at %s where the announced survey stands', async (now, words) => {
    house = await publishedApp({ now: new Date(now) })
    const { id } = await putSurvey(house.stores, { stage: 'announced' })
    const { page } = await openPage(house.app, '/results')
    expect(page.getByText(words, { exact: false })).toBeTruthy()
    expect((await get(house.app, `/results/${id}`)).statusCode).toBe(404)
  })

  it('shows nothing of a set that is opened but not released', async () => {
    house = await publishedApp()
    const { id } = await putSurvey(house.stores, { stage: 'opened' })
    const { page } = await openPage(house.app, '/results')
    expect(page.getByText('集計が終わり、公表に向けて確認しています。')).toBeTruthy()
    for (const rest of ['', '/results.csv', '/results.xlsx']) {
      expect((await get(house.app, `/results/${id}${rest}`)).statusCode).toBe(404)
    }
  })

  it('says that fewer than k answered, nobody included, in the same words', async () => {
    house = await publishedApp()
    const few = await putSurvey(house.stores, { bureaus: [['総務部', 8]], nameless: 1 })
    const none = await putSurvey(house.stores, { bureaus: [['総務部', 0]], nameless: 0 })
    const texts = []
    for (const { id } of [few, none]) {
      const { page, body } = await openPage(house.app, `/results/${id}`)
      expect(page.getByText('公表できる結果はありません。')).toBeTruthy()
      expect(page.queryByRole('table')).toBeNull()
      texts.push(body.querySelector('main')?.textContent)
    }
    expect(texts[0]).toBe(texts[1])
  })

  it('shows the four indicators with value and valid answers on the list and on the page', async () => {
    house = await publishedApp()
    const { id, set, questionnaire } = await putSurvey(house.stores)
    const whole = set.groups[0]
    for (const url of ['/results', `/results/${id}`]) {
      const { page } = await openPage(house.app, url)
      for (const item of questionnaire.items) {
        if (item.type !== 'scale' || item.indicator === undefined) continue
        const value = whole?.state === 'published' ? whole.items[item.id] : null
        const card = page.getByRole('heading', {
          level: 3,
          name: item.indicator.label,
        }).parentElement
        expect(card?.textContent).toContain(`${value?.favourable.toFixed(1)}％`)
        expect(card?.textContent).toContain(`有効回答 ${value?.n?.toLocaleString('ja-JP')}人`)
      }
    }
    const { page } = await openPage(house.app, '/results')
    expect(page.getByRole('link', { name: '結果をくわしく見る' }).getAttribute('href')).toBe(
      `/results/${id}`,
    )
  })

  it('shows every item by theme with its distribution', async () => {
    house = await publishedApp()
    const { id, set, questionnaire } = await putSurvey(house.stores)
    const { page } = await openPage(house.app, `/results/${id}`)
    const whole = set.groups[0]
    const tables = page.getAllByRole('table').filter((t) => t.classList.contains('bar-table'))
    expect(tables.map((t) => t.querySelector('caption')?.textContent)).toEqual(
      questionnaire.sections.map((s) => s.label),
    )
    const rows = tables.flatMap((t) => tableRows(t).slice(1))
    const items = questionnaire.items.filter((i) => i.type === 'scale')
    expect(rows).toHaveLength(items.length)
    items.forEach((item, i) => {
      const value = whole?.state === 'published' ? whole.items[item.id] : null
      expect(rows[i]?.[0]).toContain(`問${i + 1}　${item.text}`)
      expect(rows[i]?.slice(1)).toEqual(
        [value?.favourable, ...(value?.distribution ?? [])].map((v) => `${v?.toFixed(1)}％`),
      )
    })
  })

  it('lists the 部 in 建制順, rounded, with hidden ones alike and the rest in one sum', async () => {
    house = await publishedApp()
    const { id, set, questionnaire } = await putSurvey(house.stores)
    const { page } = await openPage(house.app, `/results/${id}`)
    const rows = tableRows(page.getByRole('table', { name: /^肯定的な回答の割合/ })).slice(1)
    expect(rows.slice(0, -2).map((r) => r[0])).toEqual(questionnaire.bureaus.map((b) => b.name))
    const hidden = rows.filter((r) => r[1] === '非表示（少人数のため）')
    expect(hidden.map((r) => r[0])).toEqual(['会計課', '監査・選挙管理・公平委員会事務局'])
    expect(rows.find((r) => r[0] === '危機管理防災本部')?.[2]).toMatch(/^約\d0％(以下|以上)?$/)
    const rest = set.groups.find((g) => g.state === 'rest')
    expect(rows.at(-2)?.slice(0, 2)).toEqual([
      'その他（合算）',
      `${rest?.state === 'rest' ? rest.n : ''}人`,
    ])
    expect(rows.at(-1)?.[0]).toBe('全庁')
  })

  it('puts a number into every cell of the heat tables', async () => {
    house = await publishedApp()
    const { id, questionnaire } = await putSurvey(house.stores)
    for (const { id: theme } of questionnaire.sections) {
      const { page } = await openPage(house.app, `/results/${id}?table=bu&theme=${theme}`)
      for (const row of tableRows(page.getByRole('table')).slice(1)) {
        for (const cell of row.slice(1)) {
          expect(cell).toMatch(
            /^(約?\d+(\.\d)?％(以下|以上)?|[\d,]+人|非表示|非表示（少人数のため）)$/,
          )
        }
      }
    }
  })

  it('explains k, steps and the rest, and offers the files', async () => {
    house = await publishedApp()
    const { id } = await putSurvey(house.stores)
    const { page } = await openPage(house.app, `/results/${id}`)
    expect(page.getByText('回答者が10人に満たない区分は、', { exact: false })).toBeTruthy()
    expect(page.getByText('回答者が20人以上の区分では', { exact: false })).toBeTruthy()
    expect(page.getByText('「その他（合算）」は、', { exact: false })).toBeTruthy()
    const steps = tableRows(page.getByRole('table', { name: '割合を丸める幅' }))
    expect(steps[1]).toEqual(['10人〜19人', '20ポイント', '約60％'])
    for (const name of ['Excel で保存', 'CSV で保存（Shift_JIS）', 'CSV で保存（UTF-8）']) {
      const href = page.getByRole('link', { name }).getAttribute('href') ?? ''
      expect((await get(house.app, href)).statusCode).toBe(200)
    }
  })

  it('shows a five-point scale with its middle answer', async () => {
    house = await publishedApp()
    const { id } = await putSurvey(house.stores, { draft: { scale: 5, k: 5 } })
    const { page } = await openPage(house.app, `/results/${id}`)
    expect(page.getAllByRole('columnheader', { name: 'どちらともいえない' })).toHaveLength(4)
  })

  it('escapes what an official typed', async () => {
    house = await publishedApp()
    const { id } = await putSurvey(house.stores, {
      draft: { title: '<script>alert(1)</script>' },
      bureaus: [['<b>総務部</b> & "課"', 30]],
    })
    const { response } = await openPage(house.app, `/results/${id}`)
    expect(response.body).not.toContain('<script>alert')
    expect(response.body).not.toContain('<b>総務部')
  })

  it('marks sample data', async () => {
    house = await publishedApp({ sample: true })
    const { id } = await putSurvey(house.stores)
    for (const url of ['/results', `/results/${id}`]) {
      const { page } = await openPage(house.app, url)
      expect(page.getByText('見本データ')).toBeTruthy()
    }
  })

  it('lives below another address and asks the guard there', async () => {
    house = await publishedApp({
      base: '/staff',
      guard: async (request) => {
        if (request.headers['x-signed-in'] === undefined) throw new Problem('sign-in-required')
      },
    })
    const { id } = await putSurvey(house.stores)
    for (const path of [
      'results',
      `results/${id}`,
      `results/${id}/results.csv`,
      'api/v1/surveys',
    ]) {
      expect((await get(house.app, `/staff/${path}`)).statusCode).toBe(401)
      expect((await get(house.app, `/staff/${path}`, { 'x-signed-in': '1' })).statusCode).toBe(200)
      expect((await get(house.app, `/${path}`)).statusCode).toBe(404)
    }
  })

  it('stays small', async () => {
    house = await publishedApp()
    const { id } = await putSurvey(house.stores)
    const { body } = await get(house.app, `/results/${id}`)
    expect(Buffer.byteLength(body)).toBeLessThan(60_000)
  })
})
