import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageOf, type StaffApp, staffApp } from '../auth/staff-app.ts'

let city: StaffApp
let empty: StaffApp
const times = {
  opensAt: '2026-11-16T00:00:00.000Z',
  closesAt: '2026-12-04T08:00:00.000Z',
  stopped: false,
  notices: [],
  contact: '人事課（内線 2305）',
}

beforeAll(async () => {
  empty = await staffApp()
  await empty.addPerson('054667')
  city = await staffApp({
    surveys: [
      {
        id: 'r6',
        title: '令和6年度の調査',
        ...times,
        phase: 'closed',
        card: 'issued',
        turnout: 75,
      },
      {
        id: 'r9',
        title: '令和9年度の調査',
        ...times,
        phase: 'before',
        card: 'none',
        turnout: null,
      },
      { id: 'r8', title: '令和8年度の調査', ...times, phase: 'open', card: 'none', turnout: 45 },
      {
        id: 'r8b',
        title: '管理職の調査',
        ...times,
        phase: 'open',
        card: 'not-eligible',
        turnout: null,
      },
      { id: 'r8c', title: '任意の調査', ...times, phase: 'open', card: 'issued', turnout: null },
      { id: 'r8d', title: '現場の調査', ...times, phase: 'open', card: 'slip', turnout: null },
      { id: 'r8e', title: '申出の調査', ...times, phase: 'open', card: 'asked', turnout: null },
      { id: 'r8f', title: '再びの調査', ...times, phase: 'open', card: 'anew', turnout: null },
    ],
    pastCards: [
      { title: '令和5年度の調査', card: 'issued', contact: times.contact },
      { title: '令和4年度の調査', card: 'none', contact: times.contact },
    ],
  })
  await city.addPerson('054667')
  await city.addRole('054667', 'head', '1010')
  await city.addRole('054667', 'secretariat', '*')
})
afterAll(async () => {
  await city.close()
  await empty.close()
})

test('the open survey stands first, with its last hour in Japan time and the way to the card', async () => {
  const visitor = city.visitor()
  await visitor.signIn('054667')
  const page = pageOf(await visitor.get('/staff/'))
  const titles = page.getAllByRole('article').map((card) => card.querySelector('h2')?.textContent)
  expect(titles[0]).toBe('令和8年度の調査')
  expect(titles.at(-1)).toBe('令和6年度の調査')
  const open = page.getByRole('article', { name: '令和8年度の調査' })
  expect(open.textContent).toContain('まだ渡していません')
  expect(open.textContent).toContain('令和8年12月4日（金） 17時00分')
  expect(open.textContent).toContain('約45％')
  expect(open.querySelector('a')?.getAttribute('href')).toBe('/staff/surveys/r8/card')
})

test('who has the card finds it marked, who is not asked sees why and has nothing to press', async () => {
  const visitor = city.visitor()
  await visitor.signIn('054667')
  const page = pageOf(await visitor.get('/staff/'))
  const issued = page.getByRole('article', { name: '任意の調査' })
  expect(issued.textContent).toContain('渡しました')
  expect(issued.querySelector('a')?.getAttribute('href')).toBe('/staff/surveys/r8c/card')
  const outside = page.getByRole('article', { name: '管理職の調査' })
  expect(outside.textContent).toContain('対象外')
  expect(outside.querySelector('a')).toBeNull()
  expect(page.getByRole('article', { name: '令和9年度の調査' }).querySelector('a')).toBeNull()
})

test('everybody sees whether the own card is marked, and what to do when one never took it', async () => {
  const visitor = city.visitor()
  await visitor.signIn('054667')
  const page = pageOf(await visitor.get('/staff/'))
  const said = (name: string) => page.getByRole('article', { name }).textContent
  for (const name of ['任意の調査', '申出の調査', '令和6年度の調査']) {
    expect(said(name)).toContain('渡しました')
    expect(said(name)).toContain('受け取った覚えがないとき')
    expect(said(name)).toContain('人事課（内線 2305）へお知らせください。')
    expect(said(name)).toContain('監査委員事務局へお知らせください。')
  }
  expect(said('現場の調査')).toContain('紙でお渡しします')
  expect(said('再びの調査')).toContain('再発行しました。もう一度受け取れます')
  for (const name of ['現場の調査', '再びの調査', '令和8年度の調査']) {
    expect(said(name)).not.toContain('受け取った覚えがないとき')
  }
  const past = page.getByRole('region', { name: '終わったアンケートの、あなたの回答券' })
  expect(past.textContent).toContain('令和5年度の調査　渡しました')
  expect(past.textContent).toContain('令和4年度の調査　渡していません')
})

test('the own unit and roles are given in words', async () => {
  const visitor = city.visitor()
  await visitor.signIn('054667')
  const body = (await visitor.get('/staff/')).body
  expect(body).toContain('推進責任者（所属長）：秘書課')
  expect(body).toContain('行政管理課')
  expect(body).toContain('href="/staff/password"')
  expect(body).toContain('action="/staff/sign-out-everywhere"')
})

test('the navigation has the pages of 人事課 for 人事課 alone', async () => {
  await city.addPerson('054668')
  await city.addRole('054668', 'hr', '*')
  const linkOf = async (number: string) => {
    const visitor = city.visitor()
    await visitor.signIn(number)
    return pageOf(await visitor.get('/staff/')).queryByRole('link', { name: '人事課' })
  }
  expect(await linkOf('054667')).toBeNull()
  expect((await linkOf('054668'))?.getAttribute('href')).toBe('/staff/office')
})

test('without a survey the page says so and leads to the results', async () => {
  const visitor = empty.visitor()
  await visitor.signIn('054667')
  const page = pageOf(await visitor.get('/staff/'))
  page.getByText('今、お知らせするアンケートはありません。')
  expect(page.getByRole('link', { name: 'これまでの結果を見る' }).getAttribute('href')).toBe(
    '/results',
  )
})
