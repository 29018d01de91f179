import { formatJst, formatJstDay } from '../../calendar/jst.ts'
import { effects, kinds, publicities, themes } from '../../proposals/catalogue.ts'
import { type Clue, findClues } from '../../proposals/clues.ts'
import { type Answer, parts, type Proposal, type Question } from '../../proposals/proposal.ts'
import { shownAnswers } from '../../proposals/readings.ts'
import { states } from '../../proposals/states.ts'
import type { Organisation } from '../../proposals/visibility.ts'
import type { OfficialStep, ShownStep } from '../desk/desk-steps.ts'
import { type Run, runsOf } from '../desk/text-runs.ts'

/** Everything that is held of one proposal, for somebody who decides what of it is disclosed. */
export interface ProposalFile {
  readonly number: string
  readonly sections: readonly FileSection[]
  /** Places that are masked today, and places that may have to be. */
  readonly masked: number
  readonly candidates: number
}

export interface FileSection {
  readonly heading: string
  readonly items: readonly FileItem[]
}

export interface FileItem {
  readonly label: string
  readonly runs: readonly Run[]
}

export interface FileSources {
  readonly org: Organisation
  /** As this official may read them, newest first. */
  readonly steps: readonly ShownStep[]
  readonly record: readonly OfficialStep[]
}

/** Sections without anything in them are left out. */
export function proposalFile(p: Proposal, sources: FileSources): ProposalFile {
  const sections = [
    { heading: '基本の事項', items: facts(p, sources.org) },
    { heading: '提案の本文', items: texts(p) },
    { heading: '提案者との対話', items: dialogue(p, sources.org) },
    { heading: '所管の検討と回答', items: considered(p, sources.org) },
    { heading: '経過（日）', items: sources.steps.map(stepItem).toReversed() },
    { heading: '職員の処理記録', items: sources.record.map(recordItem).toReversed() },
  ].filter(({ items }) => items.length > 0)
  const runs = sections.flatMap(({ items }) => items.flatMap((item) => item.runs))
  return {
    number: p.number,
    sections,
    masked: runs.filter(({ hidden }) => hidden).length,
    candidates: runs.filter(({ hidden, label }) => !hidden && label !== '').length,
  }
}

/** The same as plain text: 〔伏：…〕 is masked today, 〔候補・…：…〕 may have to be. */
export function fileAsText({ number, sections }: ProposalFile, head: readonly string[]): string {
  const lines = [`業務改善提案　${number}`, ...head, '']
  for (const { heading, items } of sections) {
    lines.push(`■ ${heading}`)
    for (const { label, runs } of items) lines.push(`［${label}］`, runs.map(runText).join(''), '')
  }
  return `${lines.join('\n').replace(/\n/g, '\r\n')}\r\n`
}

function runText({ text, label, hidden }: Run): string {
  if (hidden) return `〔伏：${text}〕`
  return label === '' ? text : `〔候補・${label}：${text}〕`
}

function facts(p: Proposal, org: Organisation): FileItem[] {
  return [
    plain('提案番号', p.number),
    plain('受け付けた日', formatJstDay(p.receivedOn)),
    plain('状態', `${states[p.state]}（${formatJstDay(p.stateOn)}から）`),
    plain('提案先', p.aimedAt === null ? '分からない' : org.nameOf(p.aimedAt)),
    plain('所管', p.units.map(({ unit }) => org.nameOf(unit)).join('、')),
    plain('テーマ、種類', `${themes[p.theme]}、${kinds[p.kind]}`),
    plain('効果の種類', p.effects.map((effect) => effects[effect]).join('、')),
    plain('公開の希望', publicities[p.publicity]),
    plain('所属長本人に関わる', p.aboutHead ? 'はい' : 'いいえ'),
    plain('統合先', p.merged?.into ?? ''),
    ...(p.hold === null ? [] : [read('消去の停止', p.hold.reason, p.hold.on)]),
  ].filter(isFilled)
}

function texts(p: Proposal): FileItem[] {
  const { written, summary } = p
  const whole =
    written === null
      ? [plain('本文', '保存期間の満了などにより、消去されています。')]
      : parts.map((part) => {
          const masks = p.masks.filter((mask) => mask.part === part)
          return { label: labels[part], runs: runsOf(written[part], marksOf(written[part]), masks) }
        })
  const short =
    summary === null
      ? []
      : [read('要旨の件名', summary.title), read('要旨', summary.text, summary.askedOn)]
  return [...whole, ...short].filter(isFilled)
}

function dialogue(p: Proposal, org: Organisation): FileItem[] {
  const asked = p.questions.flatMap((question) => [
    read(`${org.nameOf(question.unit)}の質問`, question.text, question.askedOn),
    plain('質問の状態', questionStages[question.stage]),
    read('提案担当から所管へ', question.note),
    read('提案者の返信', question.reply, question.closedOn ?? undefined),
  ])
  const again = p.reconsideration
  const by = again?.by === 'author' ? '提案者' : '提案担当'
  return [
    ...asked,
    ...(p.summary === null ? [] : [read('要旨についての提案者の希望', p.summary.note)]),
    ...(again === null ? [] : [read(`再検討の理由（${by}）`, again.reason, again.on)]),
  ].filter(isFilled)
}

/** A flag is between the author and コンプライアンス: here the question is simply not answered. */
const questionStages: Readonly<Record<Question['stage'], string>> = {
  screening: '提案担当が確認中',
  open: '提案者の返信待ち',
  answered: '返信あり',
  unanswered: '返信なし',
  refused: '所管へ返した',
  flagged: '返信なし',
  lapsed: '返信なし',
}

function considered(p: Proposal, org: Organisation): FileItem[] {
  const { refusal, interim, trial, outcome, modelCase, ending, draft } = p
  const answers = shownAnswers(p, org).toReversed()
  return [
    ...(refusal === null
      ? []
      : [read(`${org.nameOf(refusal.unit)}（所管でない旨）`, refusal.reason, refusal.on)]),
    ...p.units.map(({ unit, opinion }) => read(`${org.nameOf(unit)}の意見`, opinion)),
    ...(interim === null ? [] : [read('途中の回答', interim.text, interim.on)]),
    ...(trial === null ? [] : [read('試行', trial.text, trial.endsOn)]),
    ...answers.flatMap(({ on, label, signedBy, decisionNumber, reasonLabel, answer }) => [
      plain('結論', `${label}　${formatJstDay(on)}　${signedBy.join('、')}`),
      plain('決裁番号', decisionNumber),
      plain('見送りの理由の区分', reasonLabel),
      ...answerItems(answer),
    ]),
    ...(draft === null ? [] : [plain('公表前の案', ''), ...answerItems(draft.answer)]),
    ...(outcome === null ? [] : [read('効果の説明', outcome.measuredText)]),
    ...(modelCase === null ? [] : [read('好事例の理由', modelCase.text, modelCase.on)]),
    ...(ending === null ? [] : [read('対象外などの理由', ending.text)]),
    ...p.adoptions.map((own) => read(`うちでもやる：${org.nameOf(own.unit)}`, own.text, own.on)),
  ].filter(isFilled)
}

function answerItems(answer: Answer): FileItem[] {
  return [
    read('理由', answer.reason),
    read('実施する部分と残りの理由', answer.part),
    read('どこを見れば分かるか', answer.where),
    read('何が変われば実施できるか', answer.wouldChange),
  ]
}

function stepItem({ on, who, act, note }: ShownStep): FileItem {
  return read(`${formatJstDay(on)}　${who}`, note === '' ? act : `${act}：${note}`)
}

/** Whoever acted is a place to be masked. */
function recordItem({ at, who, actor, act }: OfficialStep): FileItem {
  const end = actor.length
  return {
    label: formatJst(at),
    runs: runsOf(`${actor}　${who}　${act}`, [{ start: 0, end, label: '職員番号' }]),
  }
}

const labels: Readonly<Record<(typeof parts)[number], string>> = {
  title: '件名',
  current: '今の状況',
  idea: '改善の案',
  effect: '期待できる効果',
}

function plain(label: string, text: string): FileItem {
  return { label, runs: runsOf(text, []) }
}

/** A text that somebody wrote freely: with what may tell who somebody is. */
function read(label: string, text: string, on?: string): FileItem {
  const day = on === undefined ? '' : `（${formatJstDay(on)}）`
  return { label: `${label}${day}`, runs: runsOf(text, marksOf(text)) }
}

function marksOf(text: string) {
  return findClues(text).map(({ start, end, kind }) => ({ start, end, label: clueNames[kind] }))
}

const clueNames: Readonly<Record<Clue['kind'], string>> = {
  person: '人の名前',
  contact: '連絡先',
  number: '番号',
  date: '日時',
  writer: '書いた人',
  'small-group': '少人数の職場',
}

function isFilled({ runs }: FileItem): boolean {
  return runs.some(({ text }) => text !== '')
}
