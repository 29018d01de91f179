import { readFileSync } from 'node:fs'
import { fiscalYearOf } from '../server/calendar/fiscal-year.ts'
import { jstDay } from '../server/calendar/jst.ts'
import { projectFile } from '../server/http/project-file.ts'
import { readMeasureFile } from '../server/identified/review/office/measure-file.ts'
import { carryOver } from '../server/programme/follow-up/carry-over.ts'
import type { Origin } from '../server/programme/follow-up/entries.ts'
import { importMeasures } from '../server/programme/follow-up/measures.ts'
import { listEntries } from '../server/programme/follow-up/read-entries.ts'
import {
  confirmUnit,
  readUnit,
  type WantedReview,
} from '../server/programme/follow-up/unit-review.ts'
import { writeEntry } from '../server/programme/follow-up/write-entries.ts'
import type { Stores } from '../server/stores/open.ts'
import { listUnits } from '../server/survey/units.ts'

type Entries = WantedReview['entries']

/** What a unit of the sample city writes; everything is invented. */
const units = (item: (id: string) => Origin): Readonly<Record<string, Entries>> => ({
  国保年金課: [
    action('朝の打合せを10分にし、困りごとを先に出す', item('Q_ATM_KPI'), {
      owner: '課長',
      due: '-01-31',
      state: 'doing',
      outcome: '打合せの後に残って相談する人が減り、朝の窓口が落ち着きました。',
    }),
    action(
      '窓口の当番表を、月ごとから週ごとに変える',
      { kind: 'own' },
      {
        owner: '給付担当の係長',
        due: '-11-30',
        state: 'done',
        outcome: '休みの希望が通りやすくなりました。',
      },
    ),
    stopWork(
      '紙の受付簿への二重の記入',
      180,
      'stopped',
      '受付システムの記録で足りるため、やめました。',
    ),
    caseOf('証明書の郵送申請を一つの班にまとめた', [
      '三つの係が別々に封入し、月末に残業が続いていました。',
      '曜日ごとの当番にして、一つの班でまとめて封入しました。',
      '月に25時間ほど減り、誤送付がなくなりました。',
      '郵送の多い課なら、どこでもできます。',
    ]),
  ],
  市民課: [
    action('繁忙期の応援を、３か月前に部の中で決める', item('Q_WLB_KPI'), {
      owner: '課長補佐',
      due: '-02-28',
      state: 'planned',
      outcome: '',
    }),
    stopWork(
      '毎月の来庁者数の手集計',
      60,
      'reduced',
      '四半期ごとにまとめ、発券機の数字を使います。',
    ),
  ],
  行政管理課: [
    action('庁内照会の回答様式を一つにする', item('Q_EFF_KPI'), {
      owner: '行政改革担当の係長',
      due: '-09-30',
      state: 'doing',
      outcome: '様式を一つにし、照会の回数を半分にしました。',
    }),
    stopWork('月次の事業進捗の照会', 320, 'stopped', '四半期の進行管理と重なるため、やめました。'),
  ],
  福祉課: [
    action('事例の相談を、係を越えて週１回行う', item('Q_REW_KPI'), {
      owner: '課長',
      due: '-12-25',
      state: 'doing',
      outcome: '',
    }),
    caseOf('訪問の記録を、その場で音声から入力', [
      '訪問から戻った後に、記録を書く時間が長くかかっていました。',
      '貸し出しの端末で、訪問の帰りに音声で入力するようにしました。',
      '一人あたり、月に６時間ほど減りました。',
      '外に出る仕事の多い課で使えます。',
    ]),
  ],
  道路管理課: [
    stopWork('紙の巡回日誌の清書', 90, 'considering', '端末の記録に替えられるか調べています。'),
  ],
})

/** Last year, after the survey: measures, what four units do, and two 組織課題. */
export async function followUpOfLastYear(
  { commons, commonsReader }: Pick<Stores, 'commons' | 'commonsReader'>,
  now: () => Date,
  survey: string,
): Promise<void> {
  const today = jstDay(now())
  const year = fiscalYearOf(today)
  const known = await listUnits(commonsReader)
  const codeOf = (name: string) => known.find((unit) => unit.name === name)?.code
  const file = projectFile('scripts', 'sample-city', 'measures.csv')
  const read = await readMeasureFile(readFileSync(file), 'measures.csv', known)
  if (read.problems[0] !== undefined) throw new Error(JSON.stringify(read.problems[0]))
  await importMeasures(commons, year, read.rows, today)
  for (const { id, unit, body } of await listEntries(commons, 'measure', year)) {
    if (body.progress === '') continue
    const going = { id, kind: 'measure', fiscalYear: year, unit, state: 'doing' } as const
    await writeEntry(commons, { ...going, body }, today)
  }
  const wanted = units((item) => ({ kind: 'item', survey, item }))
  for (const [name, entries] of Object.entries(wanted)) {
    const unit = codeOf(name)
    if (unit !== undefined) await confirm(commons, unit, year, today, ofYear(entries, year))
  }
  const issue = { kind: 'issue', fiscalYear: year, unit: '', id: null } as const
  const hr = codeOf('人事課')
  await writeEntry(
    commons,
    {
      ...issue,
      state: 'working',
      body: {
        title: '仕事の進め方が非効率だと感じる職員が多い',
        finding: '照会と会議の多さが、自由記述でも多く挙がっています。',
        grounds: [{ survey, item: 'Q_EFF_KPI', group: '*' }],
        units: [],
        decided: '照会の様式を一つにし、会議は45分以内とする。',
      },
    },
    today,
  )
  await writeEntry(
    commons,
    {
      ...issue,
      state: 'open',
      body: {
        title: '繁忙期の時間外勤務が、一部の所属に偏っている',
        finding: '同じ部の中で、応援を頼める仕組みがありません。',
        grounds: [{ survey, item: 'Q_WLB_KPI', group: '*' }],
        units: hr === undefined ? [] : [hr],
        decided: '部ごとに、繁忙期の応援の計画を立てる。',
      },
    },
    today,
  )
}

/** This year: two units have confirmed, one of them with one tap; the others have it before them. */
export async function followUpOfThisYear(
  { commons, commonsReader }: Pick<Stores, 'commons' | 'commonsReader'>,
  now: () => Date,
): Promise<void> {
  const today = jstDay(now())
  const year = fiscalYearOf(today)
  await carryOver(commons, year, today)
  const known = await listUnits(commonsReader)
  for (const name of ['国保年金課', '行政管理課', '福祉課']) {
    const unit = known.find((one) => one.name === name)?.code
    if (unit !== undefined) await confirm(commons, unit, year, today, [])
  }
}

async function confirm(
  commons: Stores['commons'],
  unit: string,
  fiscalYear: number,
  today: string,
  entries: Entries,
): Promise<void> {
  const { stamp } = await readUnit(commons, unit, fiscalYear)
  const state = entries.length === 0 ? 'unchanged' : 'confirmed'
  const done = await confirmUnit(
    commons,
    { unit, fiscalYear, entries, removed: [], state, stamp },
    today,
  )
  if (!done.ok) throw new Error(`follow-up of ${unit}: ${done.reason}`)
}

/** Days are written without their year; January to March are of the next one. */
function ofYear(entries: Entries, year: number): Entries {
  return entries.map((entry) => {
    if (entry.kind !== 'action' || entry.body.due === null) return entry
    const { due } = entry.body
    const whole = `${due < '-04' ? year + 1 : year}${due}`
    return { ...entry, body: { ...entry.body, due: whole } }
  })
}

function action(
  title: string,
  origin: Origin,
  more: {
    readonly owner: string
    readonly due: string
    readonly state: 'planned' | 'doing' | 'done'
    readonly outcome: string
  },
): Entries[number] {
  const { owner, due, state, outcome } = more
  return { id: null, kind: 'action', state, body: { title, origin, owner, due, outcome } }
}

function stopWork(
  name: string,
  hours: number,
  state: 'considering' | 'stopped' | 'reduced',
  decision: string,
): Entries[number] {
  const body = { name, origin: { kind: 'own' as const }, hours, decision, budgetYear: null }
  return { id: null, kind: 'stop-work', state, body }
}

function caseOf(
  title: string,
  [problem = '', approach = '', effect = '', spread = '']: readonly string[],
): Entries[number] {
  const body = { title, problem, approach, effect, spread }
  return { id: null, kind: 'case', state: 'shared', body }
}
