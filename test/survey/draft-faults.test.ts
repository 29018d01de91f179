import { describe, expect, it } from 'vitest'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import { draftFaults } from '../../server/survey/draft-faults.ts'
import type { SurveyDraft } from '../../server/survey/draft.ts'
import { cityBank as bank } from '../support/small-city.ts'

const now = new Date('2026-11-20T10:00:00+09:00')
const first = { last: null, breaks: [] }
const NOBODY_READS =
  '自由記述の原文を読む2人の役職を入力してください。1人は人事課の外の人にします。自由記述を尋ねないときは、設問から外してください。'
const good: SurveyDraft = {
  ...usualDraft(bank, now),
  earlier: { scale: '4', denominator: 'valid', asked: 'same' },
}

describe('What is missing in a draft', () => {
  it('is nothing in one that is complete', () => {
    expect(draftFaults(good, bank, first, now)).toEqual([])
  })

  it.each<[Partial<SurveyDraft>, string, string]>([
    [{ closesAt: good.opensAt }, 'period', '締切は、受付開始より後の日時にしてください。'],
    [
      {
        opensAt: '2026-11-01T00:00:00Z',
        closesAt: '2026-11-02T00:00:00Z',
        referenceDay: '2026-11-01',
      },
      'period',
      '締切は、今より後の日時にしてください。',
    ],
    [
      { closesAt: '2027-04-02T00:00:00Z' },
      'period',
      '実施の決定から締切までが4月1日をまたがない日時にしてください。',
    ],
    [{ referenceDay: '2026-12-01' }, 'asked', '基準日は、受付開始の日以前にしてください。'],
    [{ itemIds: ['Q_FREE_1'] }, 'questions', '段階で答える設問を1問以上選んでください。'],
    [
      { earlier: null },
      'scale',
      '尺度と、これまでの調査（令和5・6年度など）について答えてください。',
    ],
    [{ tables: [[], ['ka']] }, 'publication', '「課」を公表するには、「部」も選んでください。'],
    [{ k: 7 }, 'publication', '10人未満まで公表するときは、その決裁番号を入力してください。'],
    [{ contact: '' }, 'contacts', '問い合わせ先を入力してください。'],
    [
      { keepers: { need: 1, posts: [] } },
      'contacts',
      '鍵の保管者の役職を1行に1つずつ入力してください。',
    ],
    [
      { keepers: { need: 2, posts: ['人事課長'] } },
      'contacts',
      '開封に必要な人数は、保管者の人数以下にしてください。',
    ],
    [{ readers: [] }, 'contacts', NOBODY_READS],
    [{ readers: ['人事課長', '人事課長'] }, 'contacts', NOBODY_READS],
  ])('%o', (change, part, words) => {
    expect(draftFaults({ ...good, ...change }, bank, first, now)).toEqual([{ part, words }])
  })

  it('is the confirmation of a break of the series, of exactly this one', () => {
    const series = { last: null, breaks: [{ item: '*', reason: '尺度が変わるため' }] }
    const words = '系列の断絶を確かめて、承知の印を付けてください。'
    expect(draftFaults(good, bank, series, now)).toEqual([{ part: 'scale', words }])
    const confirmed = (key: string) => ({ ...good, confirmedBreaks: [key] })
    expect(draftFaults(confirmed('*：別の理由'), bank, series, now)).toHaveLength(1)
    expect(draftFaults(confirmed('*：尺度が変わるため'), bank, series, now)).toEqual([])
  })
})
