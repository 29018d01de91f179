import { addDays } from '../../server/calendar/working-days.ts'
import { keysOf, kinds, themes } from '../../server/proposals/catalogue.ts'
import { plainAnswer } from '../../server/proposals/outcome.ts'
import type { Answer, Proposal } from '../../server/proposals/proposal.ts'
import { rules } from '../../server/proposals/rules.ts'
import { untouched } from '../../server/proposals/untouched.ts'
import { printedCode, toCrockford } from '../../server/tokens/crockford.ts'
import { seededRandom } from '../demo-answers.ts'

/** Words and endings of invented texts; a search for one of the words finds a few hundred of 10,000. */
const things =
  '残業 会議 資料 照会 様式 押印 決裁 予算 契約 入札 旅費 休暇 窓口 電話 番号札 公用車 鍵 書庫 会議室 名札 研修 放送 申請 届出 郵便 検収 台帳 帳票 マクロ Excel 議事録 引継ぎ 当番 防災 清掃 掲示板'.split(
    ' ',
  )
const acts =
  'を一つにまとめる をやめる を電子にする の回数を減らす を共通の画面で出す を前の日までに配る の様式をそろえる を予約制にする を課の間で分ける を自動で集計する'.split(
    ' ',
  )
const ends =
  'と、手間が減ります。 ことで、間違いがなくなります。 ようにしてほしいです。 のに、毎回30分かかっています。 と、待つ人が減ります。 やり方を、所属の間でそろえてください。'.split(
    ' ',
  )

const states = [
  'reviewing',
  'planned',
  'done',
  'in_place',
  'continued',
  'declined',
  'received',
  'withdrawn',
] as const

/** Proposals of two years (older ones would expire), most of them on the board, of usual length. */
export function inventedProposals(count: number, units: readonly string[]): Proposal[] {
  const random = seededRandom(count)
  const pick = <T>(list: readonly T[], usual: T): T =>
    list[Math.floor(random() * list.length)] ?? usual
  const sentence = () => `${pick(things, '会議')}${pick(acts, 'をやめる')}${pick(ends, '。')}`
  const text = (letters: number) => {
    let words = ''
    while (words.length < letters) words += sentence()
    return words.slice(0, letters)
  }
  return Array.from({ length: count }, (_, i) => {
    const bits = Buffer.from([i >>> 16, i >>> 8, i, 0])
    const unit = pick(units, '')
    const state = pick(states, 'reviewing')
    const put = state === 'received' || state === 'withdrawn'
    // What has a clock is of yesterday: else the server would begin with thousands of reminders.
    const on =
      state === 'reviewing' ? '2026-11-03' : addDays('2025-04-02', Math.floor((i * 520) / count))
    const step = (act: keyof typeof rules, day: string) => ({
      on: day,
      role: 'desk' as const,
      unit: '',
      act: rules[act].label,
      note: '',
    })
    const conclusion = conclusionOf(state)
    const later = addDays(on, 40)
    return {
      ...untouched,
      number: printedCode(toCrockford(bits, 5)),
      version: 1,
      receivedOn: on,
      state,
      stateOn: conclusion === null ? on : later,
      written: {
        title: `${pick(things, '会議')}${pick(acts, 'をやめる')}`,
        current: text(250),
        idea: text(250),
        effect: text(60),
      },
      aimedAt: null,
      theme: pick(keysOf(themes), 'other'),
      kind: pick(keysOf(kinds), 'other'),
      effects: [],
      publicity: 'open',
      aboutHead: false,
      units: put ? [] : [{ unit, acceptedOn: on, opinion: '' }],
      routedOn: put ? null : on,
      acceptedOn: put ? null : on,
      answers:
        conclusion === null
          ? []
          : [
              {
                answer: { ...plainAnswer, conclusion, reason: text(150) },
                units: [unit],
                decisionNumber: '',
                on: later,
              },
            ],
      endorsements: 3,
      endorsementsShown: 3,
      steps: [
        { on, role: 'system', unit: '', act: '受付', note: '' },
        ...(put ? [] : [step('route', on), step('accept', on)]),
        ...(conclusion === null ? [] : [step('publish', later)]),
      ],
    }
  })
}

function conclusionOf(state: (typeof states)[number]): Answer['conclusion'] | null {
  const open = ['reviewing', 'received', 'withdrawn']
  return open.includes(state) ? null : (state as Answer['conclusion'])
}
