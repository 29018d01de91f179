import { definePage, type Site } from '../../http/pages.ts'
import { type Precompressed, precompress } from '../precompressed.ts'
import { type PlanInWords, planInWords, tablesWith } from '../../survey/plan-in-words.ts'
import { managersAnswer } from '../../survey/ballot-form.ts'
import {
  type Attribute,
  audienceOf,
  type Item,
  type Questionnaire,
  questionNumbers,
  type SectionChoice,
} from '../../survey/questionnaire.ts'
import { type ChangeNotice, noticesOf } from '../../survey/change-notices.ts'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import type { VoiceChange } from '../../survey/voice-changes.ts'
import { type ChangesWords, changesWords } from '../../../views/words/changes.ts'
import { answerPageWords } from '../../../views/words/answer-page.ts'
import { CONSTANT_TITLE } from '../constant-title.ts'
import { translatedPage } from './translated-page.ts'

type Period = Pick<FrozenSurvey, 'opensAt' | 'closesAt' | 'stoppedOn' | 'changes' | 'voices'>

export function renderAnswerPage(site: Site, q: Questionnaire, survey: Period): Precompressed {
  return precompress(answerPageBytes(site, q, survey))
}

/** What every browser has of the page once it is decompressed; the public list of keys holds its hash. */
export function answerPageBytes(site: Site, q: Questionnaire, survey: Period): Buffer {
  const frame = { title: CONSTANT_TITLE, place: 'none' } as const
  const said = { notices: noticesOf(survey.changes), stopped: survey.stoppedOn !== null }
  const asked = answerSheet(q, survey)
  const items = [...asked.sections, ...asked.managers].flatMap((theme) => theme.items)
  const foreign = translatedPage(q, { period: survey, items })
  const sheet = { ...asked, ...said, voices: survey.voices, foreign }
  return Buffer.from(answerPage.render(site, frame, sheet))
}

/** At the same address, once the survey was cancelled: nothing can be answered any more. */
export function renderCancelledPage(
  site: Site,
  { questionnaire, changes }: Pick<FrozenSurvey, 'questionnaire' | 'changes'>,
): Precompressed {
  const frame = { title: CONSTANT_TITLE, place: 'none' } as const
  const { title, contact } = questionnaire
  const page = { title, contact, notices: noticesOf(changes) }
  return precompress(Buffer.from(cancelledPage.render(site, frame, page)))
}

const cancelledPage = definePage<
  { title: string; contact: string; notices: readonly ChangeNotice[] },
  typeof answerPageWords.ja
>('answer-cancelled', answerPageWords)

/**
 * The same page for 人事課, before the announcement: without the script that answers, seals and sends.
 *
 * @param width pixels of the screen that it is shown for.
 */
export function previewAnswerPage(
  site: Site,
  q: Questionnaire,
  period: AnswerSheet['period'] & Pick<AnswerSheet, 'voices'>,
  width: string,
): string {
  const frame = { title: `回答画面の確認｜${q.title}`, place: 'none' } as const
  const preview = { width, survey: q.survey }
  return answerPage.render(site, frame, {
    ...answerSheet(q, period),
    voices: period.voices,
    preview,
  })
}

interface AnswerSheet {
  /** Only looked at: no script, no form. */
  readonly preview?: { readonly width: string; readonly survey: string }
  readonly q: Questionnaire
  readonly period: { readonly opensAt: Date; readonly closesAt: Date }
  /** 「あなたの声で変わったこと」; the same for everybody. */
  readonly voices: readonly VoiceChange[]
  readonly changesWords: ChangesWords
  /** What was changed since the announcement; the same for everybody. */
  readonly notices: readonly ChangeNotice[]
  /** The closing is suspended. */
  readonly stopped: boolean
  readonly sections: readonly AskedTheme[]
  /** After the questions about oneself: what managers are asked. */
  readonly managers: readonly AskedTheme[]
  /** Closed until somebody says to be a manager; false: open to everybody, by the words above it. */
  readonly managersClosed: boolean
  /** Each label of the scale cut where a line may break. */
  readonly scale: readonly (readonly string[])[]
  readonly unitNumber: number
  /** `tables`: those in which the answer counts. */
  readonly attributes: readonly (Attribute & Numbered & { readonly tables: readonly string[] })[]
  readonly lastNumber: number
  readonly texts: number
  readonly plan: PlanInWords
  /** Tables in which the unit counts; a choice for people of 施設, as an example, or null. */
  readonly unit: { readonly tables: readonly string[]; readonly kind: string | null }
  /** A 部 a line: its name, then the names of its 課, parted by tabs. */
  readonly units: string
  /** The survey's texts in the other languages (translated-page.ts). */
  readonly foreign?: string
}

/** `number` is what people read (問1; '' for a text), `name` what the form calls the control. */
interface Numbered {
  readonly number: string
  readonly name: string
}
type Asked = Item & Numbered

interface AskedTheme {
  readonly id: string
  readonly label: string
  readonly items: readonly Asked[]
}

const answerPage = definePage<AnswerSheet, typeof answerPageWords.ja>('answer', answerPageWords)

function answerSheet(q: Questionnaire, period: AnswerSheet['period']): AnswerSheet {
  const numbers = questionNumbers(q)
  const unitNumber = q.items.filter(isCounted).length + 1
  return {
    q,
    period,
    voices: [],
    changesWords: changesWords.ja,
    notices: [],
    stopped: false,
    sections: asked(q, numbers, (item) => audienceOf(item) === undefined),
    managers: asked(q, numbers, (item) => audienceOf(item) !== undefined),
    managersClosed: managersAnswer(q) !== null,
    scale: q.options.map(breakable),
    unitNumber,
    unit: {
      tables: tablesWith(q, ['bu', 'ka', 'similar']),
      kind: q.bureaus.flatMap((b) => b.sections).find(isKindOfFacility)?.name ?? null,
    },
    attributes: q.attributes.map((a, i) => ({
      ...a,
      name: `a${i}`,
      number: `問${unitNumber + 1 + i}`,
      tables: tablesWith(q, [a.id]),
    })),
    lastNumber: unitNumber + q.attributes.length,
    texts: q.items.filter((item) => item.type === 'text').length,
    plan: planInWords(q),
    units: q.bureaus
      .map((bureau) => [bureau.name, ...bureau.sections.map((section) => section.name)].join('\t'))
      .join('\n'),
  }
}

/** 「保育園（保育課）」: no unit by itself, so its code is made of the 課's. */
function isKindOfFacility({ code, within, similar }: SectionChoice): boolean {
  return within !== undefined && code === `${within}/${similar ?? ''}`
}

/** Names follow the order of the ballot (s0, s1 …; m0 …; t0 …), numbers the order on the page. */
function asked(
  q: Questionnaire,
  numbers: ReadonlyMap<string, string>,
  belongs: (item: Item) => boolean,
): AskedTheme[] {
  const counts = { scale: 0, multi: 0, text: 0 }
  const letters = { scale: 's', multi: 'm', text: 't' }
  const named = q.items.map((item) => ({
    ...item,
    name: `${letters[item.type]}${counts[item.type]++}`,
    number: numbers.get(item.id) ?? '',
  }))
  return q.sections
    .map(({ id, label }) => ({
      id,
      label,
      items: named.filter((item) => item.section === id && belongs(item)),
    }))
    .filter(({ items }) => items.length > 0)
}

/** Everybody's questions that are counted on the page. */
function isCounted(item: Item): boolean {
  return item.type !== 'text' && audienceOf(item) === undefined
}

/** `word-break: auto-phrase` breaks these labels in the wrong place, so it is said by hand. */
function breakable(label: string): string[] {
  return label.split(/(?<=どちらかといえば|どちらとも)/)
}
