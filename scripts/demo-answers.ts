import { aloneAmong, type BallotAnswers, isAskedAsManager } from '../server/survey/ballot-form.ts'
import {
  type Audience,
  type MultiItem,
  multiItems,
  type Questionnaire,
  scaleItems,
  textItems,
} from '../server/survey/questionnaire.ts'
import { choiceOf } from '../server/survey/units.ts'

/** What the roster says of a sample person, as far as the person would answer by it. */
export interface SamplePerson {
  readonly number: string
  readonly firstPassword: string
  readonly ownPc: boolean
  readonly bureau: string
  readonly section: string
  readonly similar: string
  readonly position: string
  readonly age: string
  readonly sex: string
}

export type Random = () => number

/** A small seeded generator (mulberry32): the same seed gives the same city. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Invented, plausible answers: moods differ by 部, by question and by person; a few blanks. */
export function answerLike(person: SamplePerson, q: Questionnaire, random: Random): BallotAnswers {
  const place = choiceOf(q.bureaus, person)
  const namesBureau = place !== null && random() > 0.05
  const mood = moodOf(person.bureau) + (random() - 0.5) * 1.4
  const attributes = q.attributes.map((a) => attributeCode(a, person, random))
  const asked = ({ audience }: { readonly audience?: Audience }) =>
    audience === undefined || isAskedAsManager(q, attributes)
  return {
    bureau: namesBureau ? place.bureau : null,
    section: namesBureau && place.section !== null && random() > 0.2 ? place.section : null,
    attributes,
    scale: scaleItems(q).map((item) =>
      !asked(item) || random() < 0.03
        ? 0
        : scaleCode(q.scale, mood + leaning(item.id) + (random() - 0.5) * 1.6),
    ),
    multi: multiItems(q).map((item) => (asked(item) ? choiceOfSome(item, random) : [])),
    texts: textItems(q).map((_, i) => (random() < 0.1 ? sentence(i, random) : '')),
  }
}

/** Blank, nothing of it, or some: each option has a popularity of its own. */
function choiceOfSome({ id, options }: MultiItem, random: Random): number[] {
  const drawn = random()
  if (drawn < 0.04) return []
  const alone = aloneAmong(options)
  if (alone !== null && drawn < 0.1) return [alone]
  const chosen = [...options.keys()].filter(
    (i) => i !== alone && random() < 0.08 + (hash(`${id}.${i + 1}`) % 45) / 100,
  )
  return chosen.length > 0 || alone === null ? chosen : [alone]
}

/** -0.3 … 0.3, fixed for each 部. */
function moodOf(bureau: string): number {
  return (hash(bureau) % 61) / 100 - 0.3
}

/** How far people tend to agree with a question: the four indicators near the programme's figures. */
function leaning(item: string): number {
  const known: Record<string, number> = {
    Q_EFF_KPI: 0.22,
    Q_ATM_KPI: 0.55,
    Q_REW_KPI: 0.45,
    Q_WLB_KPI: 0.5,
  }
  return known[item] ?? (hash(item) % 81) / 100 - 0.2
}

/** Maps a leaning (above 0 agrees) to a code, 1 best … scale worst. */
function scaleCode(scale: 4 | 5, lean: number): number {
  if (scale === 4) return lean > 0.85 ? 1 : lean > 0 ? 2 : lean > -0.7 ? 3 : 4
  return lean > 0.9 ? 1 : lean > 0.15 ? 2 : lean > -0.35 ? 3 : lean > -0.9 ? 4 : 5
}

function attributeCode(
  attribute: Questionnaire['attributes'][number],
  person: SamplePerson,
  random: Random,
): number {
  if (random() < 0.04) return 0
  const label = labelOf(attribute.id, person, random)
  return attribute.options.findIndex((option) => option === label) + 1
}

function isManager(position: string): boolean {
  return /部長|次長|課長級/.test(position)
}

function labelOf(id: string, person: SamplePerson, random: Random): string {
  if (id === 'age') return person.age
  if (id === 'sex') return person.sex
  if (id === 'care') return random() < 0.27 ? 'ある' : 'ない'
  if (id === 'position') {
    if (isManager(person.position)) return '管理職（課長級以上）'
    if (/課長補佐|係長/.test(person.position)) return '課長補佐・係長級'
    return '主査・主任・主事等'
  }
  return ''
}

const places = [
  '窓口',
  '庁内の照会',
  '月次の報告',
  '会議の資料',
  '決裁の回付',
  '備品の購入',
  '日報',
  '名簿の更新',
]
const sentences: readonly (readonly string[])[] = [
  [
    '{}の様式が課ごとに違うので、1つにまとめてほしい。',
    '{}は、電子の入力だけにすると二度書きがなくなる。',
    '{}は、年4回から年1回にしても困らないと思う。',
    '{}の締切が月末に集中している。分散してほしい。',
  ],
  [
    '{}の手順書を係で作ったら、休みのときも代われるようになった。',
    '{}を朝の10分で共有するようにして、残業が減った。',
    '{}の当番を曜日で回す工夫が良かった。',
  ],
  [
    '{}の見直しは、現場の意見を先に聞いてから進めてほしい。',
    '{}に使う時間が減れば、市民の相談にもっと時間を使える。',
    '{}について、結果がどう生かされたかを知りたい。',
  ],
]

function sentence(item: number, random: Random): string {
  const list = sentences[item % sentences.length] ?? []
  const pick = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)]
  return (pick(list) ?? '').replace('{}', pick(places) ?? '')
}

function hash(text: string): number {
  let value = 2166136261
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 16777619)
  return value >>> 0
}
