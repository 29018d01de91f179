/** A city whose desk has something in every heap, and the addresses of all its pages. */
import { ANSWER, BASE, deskCity, pageOfProposal, type Person } from './desk-city.ts'
import type { CityOptions } from '../../support/small-city.ts'

export async function variedCity(options: CityOptions = {}) {
  const city = await deskCity(options)
  const on = (day: string) => {
    city.clock.now = new Date(`${day}T10:00:00+09:00`)
  }
  const accepted = async (title: string, other = {}) => {
    const number = await city.post({ title, ...other })
    await city.act('desk', number, { act: 'route', units: ['2010', '3010'] })
    await city.act('head', number, { act: 'accept' })
    return number
  }
  on('2026-09-01')
  const late = await accepted('公用車の予約を一つの画面にまとめる', { theme: 'general' })
  const done = await accepted('会議室の鍵の貸出簿をやめる', { theme: 'office' })
  const answer = { ...ANSWER, conclusion: 'done', date: '2026-09-01', hours: 120 } as const
  await city.act('head', done, { act: 'draft', answer })
  await city.act('head', done, { act: 'approve', decisionNumber: '保年第88号' })
  await city.act('desk', done, { act: 'publish' })
  on('2026-11-16')
  const asked = await accepted('窓口の番号札を電子化する', { theme: 'execution' })
  const text = 'どの係の方でしょうか。いつから困っていますか。番号札は、何枚くらい使いますか。'
  await city.act('promoter', asked, { act: 'ask', text })
  const answered = await accepted('押印の廃止について')
  await city.act('promoter', answered, { act: 'draft', answer: ANSWER })
  await city.act('promoter', answered, { act: 'submit' })
  await city.act('head', answered, { act: 'approve', decisionNumber: '' })
  const refused = await city.post({ title: '照会様式の統一', theme: 'general' })
  await city.act('desk', refused, { act: 'route', units: ['2010'] })
  const reason = '様式は子育て支援課が定めています。'
  await city.act('head', refused, { act: 'decline', names: '2020', text: reason })
  on('2026-11-20')
  const fresh = await city.post({
    written: {
      title: '還付の手続きを郵送で済ませる',
      current:
        '私の担当する還付の窓口では、山田課長の印を毎回もらいに行っています。内線2345に電話しても、つながらないことが多いです。\n11月5日にも、市民の方が二度来庁しました。',
      idea: '係長の確認だけで進められるようにします。3人しかいない係なので、待ち時間が長くなります。',
      effect: '一件あたり十分の短縮。',
    },
  })
  const masks = [{ part: 'current' as const, start: 14, end: 18 }]
  await city.act('desk', fresh, { act: 'mask', masks })
  await city.post({ title: '還付の手続きを郵送でできるようにする' })
  const summary = await city.post({
    title: '時差出勤の申請を簡単に',
    publicity: 'summary',
    aimedAt: null,
    theme: 'workplace',
  })
  const head = await city.post({ title: '課長の決裁が遅い', aboutHead: true, theme: 'workplace' })
  const pending = await city.post({ title: '給与が低い', theme: 'other' })
  const given = '個人の給与についてのご意見は、この制度の対象ではありません。'
  await city.act('desk', pending, { act: 'exclude', reasonCode: 'personnel', text: given })
  const own = await city.post({ title: '情報政策課の問い合わせ票をなくす', aimedAt: '1030' })
  const why = '改善の案が書かれていませんでした。'
  await city.act('desk', own, { act: 'exclude', reasonCode: 'no_idea', text: why })
  const returned = await city.post({ title: '差し戻した提案' })
  await city.act('desk', returned, { act: 'return', text: '個人のお名前があります。' })
  const hunt = '所属で「だれが出したのか」と聞いて回っています。'
  await city.author(asked, { act: 'report-hunt', text: hunt })

  const proposals: readonly (readonly [Person, string])[] = [
    ['desk', fresh],
    ['desk', summary],
    ['desk', head],
    ['desk', pending],
    ['second', pending],
    ['compliance', own],
    ['desk', asked],
    ['compliance', asked],
    ['desk', answered],
    ['desk', refused],
    ['desk', done],
    ['desk', late],
    ['desk', returned],
  ]
  const pages: readonly (readonly [Person, string])[] = [
    ['desk', BASE],
    ['desk', `${BASE}?show=all`],
    ['desk', `${BASE}?q=none`],
    ['compliance', BASE],
    ['desk', `${BASE}/themes`],
    ['desk', `${BASE}/themes/general`],
    ['desk', `${BASE}/committee`],
    ...proposals.map(([who, number]) => [who, pageOfProposal(number)] as const),
    ['desk', `${pageOfProposal(fresh)}/similar`],
    ['desk', `${BASE}/box`],
    ['desk', `${BASE}/box/check`],
    ['desk', `${BASE}/box/last/removal`],
    ['desk', `${BASE}/box/last/renewal`],
    ['desk', `${BASE}/units`],
    ['desk', `${BASE}/settings`],
    ['desk', `${BASE}/settings/calendar`],
    ['compliance', `${BASE}/compliance`],
  ]
  return { city, pages, fresh }
}
