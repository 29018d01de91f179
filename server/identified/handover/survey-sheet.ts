import { formatJst, formatJstDay, jstDay } from '../../calendar/jst.ts'
import { confirmationDue } from '../../survey/confirmation-due.ts'
import { listChanges } from '../../survey/survey-changes.ts'
import { listSurveys, type Phase, phaseOf, type Survey } from '../../survey/surveys.ts'
import { rosterSection } from './account-sheet.ts'
import type { KeeperAct } from '../office/keepers/entries.ts'
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

const entryNames: Readonly<Record<KeeperAct, string>> = {
  proved: '合言葉を確かめた',
  'handed-over': '用紙を渡した',
  rewrapped: '用紙を作り直した',
  lost: '紛失の届け',
  shredded: '細断した',
}

/** Surveys that are not over, their keepers, and rosters that wait for their day. */
export async function surveySections(options: HandoverOptions): Promise<Section[]> {
  const { commons, now } = options
  const all = await listSurveys(commons)
  const going = all.filter(({ state }) => state !== 'destroyed' && state !== 'cancelled')
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
    going
      .filter(({ state }) => state !== 'draft')
      .map(async (survey) => ({ term: survey.title, value: await keepersOf(options, survey) })),
  )
  return [
    { title: '進んでいるアンケート', rows, empty: '案のものも、進んでいるものもありません。' },
    {
      title: '鍵の保管者（用紙）',
      rows: keepers,
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

/** Each post with the last entry of the 受渡簿. */
async function keepersOf({ identity }: HandoverOptions, survey: Survey): Promise<string> {
  const entries = await identity
    .selectFrom('keeper_entry')
    .selectAll()
    .where('survey', '=', survey.id)
    .orderBy('id')
    .execute()
  const last = new Map(entries.map((entry) => [entry.post, entry]))
  return survey.draft.keepers.posts
    .map((post) => {
      const entry = last.get(post)
      if (entry === undefined) return `${post}（受渡簿に記載なし）`
      return `${post}（${formatJstDay(entry.day)} ${entryNames[entry.act]}）`
    })
    .join('\n')
}
