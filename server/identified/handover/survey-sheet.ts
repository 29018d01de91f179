import { formatJst, formatJstDay, jstDay } from '../../calendar/jst.ts'
import { confirmationDue } from '../../survey/confirmation-due.ts'
import { listChanges } from '../../survey/survey-changes.ts'
import { listSurveys, type Phase, phaseOf, type Survey } from '../../survey/surveys.ts'
import { rosterSection } from './account-sheet.ts'
import { listEntries } from '../office/keepers/entries.ts'
import { ledgerOf, type PostState } from '../office/keepers/ledger.ts'
import type { HandoverOptions, Section } from './sheet.ts'

const phaseNames: Readonly<Record<Phase, string>> = {
  draft: '案',
  before: '受付開始前',
  open: '受付中',
  closed: '締切済（開封前）',
  opened: '開封済（公表前）',
  published: '公表済（廃棄前）',
  destroyed: '公表済・廃棄済',
  cancelled: '中止',
}

const sheetStates: Readonly<Record<PostState['state'], string>> = {
  'not-handed': 'まだ渡していない',
  held: '用紙を渡した',
  lost: '紛失の届け',
  shredded: '細断した',
}
const UNSHREDDED = '細断の記録がまだ'

/** Surveys that are not over, their keepers, and rosters that wait for their day. */
export async function surveySections(options: HandoverOptions): Promise<Section[]> {
  const { commons, now } = options
  const all = await listSurveys(commons)
  const going = all.filter((survey) => !isOver(survey))
  const rows = await Promise.all(
    going.map(async (survey) => {
      const phase = phaseOf(survey, now())
      return {
        term: survey.title,
        value: [
          phaseNames[phase],
          `受付　${formatJst(survey.opensAt)}から${formatJst(survey.closesAt)}まで`,
          `次にすること　${await nextStep(options, survey, phase)}`,
        ].join('\n'),
      }
    }),
  )
  const keepers = await Promise.all(
    all.map(async (survey) => ({ term: survey.title, value: await keepersOf(options, survey) })),
  )
  return [
    { title: '進んでいるアンケート', rows, empty: '案のものも、進んでいるものもありません。' },
    {
      title: '鍵の保管者（用紙）',
      rows: keepers.filter(({ value }) => value !== ''),
      empty: '今、用紙を持つ保管者はいません。',
    },
    await rosterSection(options),
  ]
}

async function nextStep(
  { commons, now, openedOn }: HandoverOptions,
  survey: Survey,
  phase: Phase,
): Promise<string> {
  const { need, posts } = survey.draft.keepers
  switch (phase) {
    case 'draft':
      return `起案と決裁、鍵の作成とリハーサル、実施のお知らせ。${formatJst(survey.opensAt)}までに`
    case 'before':
      return `受付の開始を待つ（${formatJst(survey.opensAt)}）。知らせの文を配る`
    case 'open':
      return `締切を待つ。延長は、締切の前に1回だけ`
    case 'closed':
      return `開封・集計。保管者${posts.length}者のうち${need}者が立ち会う`
    case 'opened':
      return '点検して公表する'
    case 'published': {
      const day = await openedOn(survey.id)
      const changes = await listChanges(commons, survey.id)
      const by =
        day === null
          ? ''
          : `${formatJstDay(confirmationDue(day, changes, jstDay(now())).due)}までに、`
      return `${by}書き出した表を確かめ、確認して回答箱を廃棄する。保管者の用紙を細断する`
    }
    default:
      return ''
  }
}

/** Each post with where its sheet is; of a survey that is over, the sheets to shred. Empty: no sheets. */
async function keepersOf({ identity, now }: HandoverOptions, survey: Survey): Promise<string> {
  const entries = await listEntries(identity, survey.id)
  if (survey.questionnaire === null && entries.length === 0) return ''
  const ledger = ledgerOf(survey.draft.keepers.posts, [], entries, jstDay(now()))
  return ledger.flatMap((post) => sheetLines(post, isOver(survey))).join('\n')
}

function sheetLines(at: PostState, over: boolean): string[] {
  const { post, number, state } = at
  const gone = state === 'shredded' || state === 'lost'
  const own = over ? `用紙 ${number}　${UNSHREDDED}` : standing(at)
  const older = at.older.filter(({ shredded, lost }) => shredded === null && lost === null)
  return [
    ...(over && gone ? [] : [`${post}（${own}）`]),
    ...older.map((old) => `${post}（前の用紙 ${old.number}　${UNSHREDDED}）`),
  ]
}

function standing({ state, since, proved }: PostState): string {
  if (since !== null) return `${formatJstDay(since)} ${sheetStates[state]}`
  if (proved === null) return sheetStates[state]
  return `${sheetStates[state]}。${formatJstDay(proved)} 合言葉を確かめた`
}

function isOver({ state }: Survey): boolean {
  return state === 'destroyed' || state === 'cancelled'
}
