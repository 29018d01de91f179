import { readSources } from '../bulletin/sources.ts'
import { issueSources } from '../bulletin/follow-up-sources.ts'
import type { AnsweredProposals } from '../bulletin/proposal-sources.ts'
import { newestFirst, type Source } from '../bulletin/source.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import {
  MOST_VOICE_CHANGES,
  VOICE_CHANGE_LENGTH,
  type VoiceChange,
} from '../../survey/voice-changes.ts'

/** What 「あなたの声で変わったこと」 of a survey can be chosen from, with ready words. */
export interface ChangeCandidate {
  readonly source: Source
  readonly words: string
}

/** At most so many of the lines are about indicators. */
const MOST_INDICATORS = 2

/**
 * What has changed in the fiscal year of a survey and the one before it: 改善施策 with an outcome, decided やめる業務,
 * proposals that were carried out, the indicators that the last survey measured, and what was decided about 組織課題.
 */
export async function changeCandidates(
  commons: CommonsReader,
  answered: AnsweredProposals,
  fiscalYear: number,
): Promise<ChangeCandidate[]> {
  const years = [fiscalYear, fiscalYear - 1]
  const begin = `${fiscalYear - 1}-04-01`
  const { proposals, followUp, indicators } = await readSources(commons, answered, years)
  const issues = await issueSources(commons, years)
  const carriedOut = proposals
    .filter(({ facts }) => facts.isDone && facts.doneOn !== null && facts.doneOn >= begin)
    .map(({ source }) => source)
  const told = [...followUp.filter(({ kind }) => kind !== 'case'), ...carriedOut]
  const measured = indicators.filter(({ ofSurvey, year }) => ofSurvey && year >= fiscalYear - 1)
  return [...told.toSorted(newestFirst), ...measured, ...issues.toSorted(newestFirst)].map(
    (source) => ({ source, words: wordsOf(source) }),
  )
}

/** Of these one after the other, as long as there are any. */
const TURNS = ['action', 'stop-work', 'proposal'] as const

/**
 * Ready words by a rule, the same for everybody: 改善施策, やめる業務 and proposals take turns, each time the newest
 * of the 部 that was told of least; at the end indicators that have reached their target. Only what everybody may
 * read already.
 */
export function usualChanges(candidates: readonly ChangeCandidate[]): ChangeCandidate[] {
  const met = candidates
    .filter(({ source }) =>
      source.figures.some(({ mark, text }) => mark === '判定' && text === '達成'),
    )
    .slice(0, MOST_INDICATORS)
  const left = candidates.filter(
    ({ source }) => source.isPublic && TURNS.some((kind) => kind === source.kind),
  )
  const told = new Map<string, number>()
  const timesOf = ({ source }: ChangeCandidate) => told.get(source.bureau) ?? 0
  const chosen: ChangeCandidate[] = []
  for (
    let turn = 0;
    left.length > 0 && chosen.length < MOST_VOICE_CHANGES - met.length;
    turn += 1
  ) {
    const kind = TURNS[turn % TURNS.length]
    const [next] = left
      .filter(({ source }) => source.kind === kind)
      .toSorted((a, b) => timesOf(a) - timesOf(b))
    if (next === undefined) continue
    chosen.push(next)
    left.splice(left.indexOf(next), 1)
    told.set(next.source.bureau, timesOf(next) + 1)
  }
  return [...chosen, ...met]
}

export function asVoiceChanges(chosen: readonly ChangeCandidate[]): VoiceChange[] {
  return chosen.map(({ source, words }) => ({ words, source: source.key }))
}

function wordsOf(source: Source): string {
  const { kind, title, unitName, facts, figures } = source
  const figure = (mark: string) => figures.find((one) => one.mark === mark)?.text
  const factOf = (label: string) => facts.find((one) => one.label === label)?.text ?? ''
  const hours = figure('時間')
  switch (kind) {
    case 'indicator': {
      const [value = '', before, verdict] = [figure('値'), figure('前年度'), figure('判定')]
      const since = before === undefined ? '' : `（前年度${before}）`
      const target = verdict === undefined ? '' : `目標は${verdict}です。`
      return cut(`「${title}」は${value}でした${since}。${target}`)
    }
    case 'stop-work': {
      const saved = hours === undefined ? '' : `${hours}の作業が減ります。`
      return cut(`${unitName}：「${title}」を${factOf('決定')}しました。${saved}`)
    }
    case 'proposal': {
      const saved = hours === undefined ? '' : `効果は${hours}です。`
      return cut(`${unitName}：提案「${title}」を実施しました。${saved}`)
    }
    case 'issue':
      return cut(`全庁：${title}。${factOf('決めた改善施策')}`)
    default:
      return cut(`${unitName}：${factOf('変わったこと')}`)
  }
}

/** At the end of a sentence where there is one early enough. */
function cut(words: string): string {
  const line = words.replaceAll(/\s+/gu, ' ')
  if (line.length <= VOICE_CHANGE_LENGTH) return line
  const end = line.lastIndexOf('。', VOICE_CHANGE_LENGTH - 1)
  return end > VOICE_CHANGE_LENGTH / 2
    ? line.slice(0, end + 1)
    : `${line.slice(0, VOICE_CHANGE_LENGTH - 1)}…`
}
