import { createHash } from 'node:crypto'
import { frameOf } from '../../server/disclosure/frame.ts'
import type { Figures } from '../../server/disclosure/verify/verify-finding.ts'
import { readStructure } from '../../server/disclosure/verify/verify-structure.ts'
import { checkValues } from '../../server/disclosure/verify/verify-values.ts'
import { groupingsOf } from '../../server/survey/publication-plan.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import type { ProofFiles } from './files.ts'
import { claim, faultList, impossible, type Line } from './lines.ts'
import { remainders } from './remainders.ts'

type Planned = Pick<ProofFiles, 'record' | 'questionnaire'> & { readonly set: PublishedSet }

const PATTERN = '公表した区分の証明'
const INSIDE = '名簿を知る人への守り'

/**
 * The published set against the frozen plan, with nothing but public numbers. What somebody could conclude
 * who knows who took part (`verify-published.ts`) takes the roster, so it is said to be impossible here.
 */
export function checkPublished({ results: { set }, record, questionnaire }: ProofFiles): Line[] {
  const files = { set, record, questionnaire }
  const inside = impossible(
    INSIDE,
    'だれが回答したかを知る人への守りは、名簿と回答がないと計算し直せません。公表前の点検記録をご覧ください。',
  )
  const lines = [checkPlan(files), checkForm(files)]
  if (record.inspection === null || set.certificate === null) {
    const old = impossible(PATTERN, '証明のなかったころの方式で公表しています。')
    return [...lines, old, checkRemainders(files), inside]
  }
  return [...lines, checkPattern(files), checkRemainders(files), inside]
}

function checkPlan({ set, record, questionnaire: q }: Planned): Line {
  const { faults, require } = faultList()
  const same = (name: string, value: unknown, planned: unknown) =>
    require(value ===
      planned, `${name}が ${String(value)} で、実施の決定の ${String(planned)} と違います。`)
  same('公表の基準', set.k, q.k)
  if (set.rule !== 'simple') same('分布の基準', set.kDistribution, q.kDistribution ?? 2 * q.k)
  same('段階', set.scale, q.scale)
  require(set.respondents ===
    record.respondents, `回答者が ${String(set.respondents)} で、開封・集計記録の ${String(record.respondents)} と違います。`)
  const whole = set.groups.find(({ id }) => id === '*')
  require(set.respondents ===
    (whole?.state === 'published' ? whole.n : null), '回答者の人数が、全庁の行と違います。')
  const planned = frameOf(groupingsOf(q), tablesLeft({ record, questionnaire: q }))
  const ids = new Set(planned.map(({ id }) => id))
  const shown = new Set(set.groups.filter(({ state }) => state !== 'rest').map(({ id }) => id))
  const extra = [...shown].filter((id) => !ids.has(id))
  require(extra.length === 0, `計画にない区分があります（${extra.slice(0, 3).join('、')}）。`)
  const missing = [...ids].filter((id) => !shown.has(id))
  require(missing.length === 0, `計画にある区分がありません（${missing.slice(0, 3).join('、')}）。`)
  return claim(
    '公表の計画との一致',
    faults,
    `計画した${planned.length}区分だけが、もれなくあります。`,
  )
}

/** Everything the sizes themselves show to be wrong. */
function checkForm({ set, questionnaire: q }: Planned): Line {
  const { faults, require } = faultList()
  const nobody = { attributes: groupingsOf(q), rows: 0, keys: new Uint16Array(0) }
  for (const { kind, group, sentence } of readStructure(set, nobody).findings) {
    if (kind !== 'structure' || set.rule === 'simple') continue
    faults.push(`${group ?? '全体'}の形が違います（${sentence}）。`)
  }
  const figures: Figures[] = []
  for (const group of set.groups) {
    if (group.state === 'hidden') continue
    const { id, n, items } = group
    const full =
      group.state === 'published'
        ? group.tier === 'full'
        : Object.values(items).some((value) => value?.distribution !== undefined)
    require(n >= set.k, `${id}は${n}人で、基準の${set.k}人を下回ります。`)
    require(!full ||
      id === '*' ||
      n >=
        (set.kDistribution ??
          Number.POSITIVE_INFINITY), `${id}は${n}人で、選択肢ごとの割合を示せる人数ではありません。`)
    if (group.state === 'rest') {
      const left = restPeople(set, group.parent, group.minus)
      require(left ===
        n, `${id}は${n}人ですが、引き算では${left === null ? '求められません' : `${left}人です`}。`)
    }
    figures.push({
      id,
      people: Array.from({ length: n }, (_, i) => i),
      full,
      whole: id === '*',
      items,
    })
  }
  if (set.rule !== 'simple') {
    for (const { group, item, sentence } of checkValues(set, figures)) {
      faults.push(`${group ?? ''}の${item ?? ''}の値が違います（${sentence}）。`)
    }
  }
  return claim(
    '公表データの形',
    faults,
    `示した${figures.length}区分は、どれも${set.k}人以上です。`,
  )
}

function restPeople(set: PublishedSet, parent: string, minus: readonly string[]): number | null {
  const sizes = new Map(
    set.groups.flatMap((g): [string, number][] => (g.state === 'published' ? [[g.id, g.n]] : [])),
  )
  const parts = [parent, ...minus].map((id) => sizes.get(id))
  if (parts.includes(undefined)) return null
  return parts.reduce<number>((left, n, i) => (i === 0 ? (n ?? 0) : left - (n ?? 0)), 0)
}

/** The hash of what the certificate was made for, made anew of what is shown. */
function checkPattern({ set, record, questionnaire }: Planned): Line {
  const { faults, require } = faultList()
  const { certificate, inspection } = {
    certificate: set.certificate,
    inspection: record.inspection,
  }
  const frame = frameOf(groupingsOf(questionnaire), tablesLeft({ record, questionnaire }))
  const shown = new Map(set.groups.map((group) => [group.id, group]))
  const tiers = frame.map(({ id }) => {
    const group = shown.get(id)
    return group?.state === 'published' ? group.tier : 'hidden'
  })
  const { k, kDistribution } = set
  const hash = createHash('sha256')
    .update(JSON.stringify({ k, kDistribution, tiers }))
    .update(Uint16Array.from(frame, ({ tableIndex }) => tableIndex))
    .digest('hex')
  require(hash === certificate?.patternHash, '示した区分が、証明した区分と違います。')
  require(certificate?.patternHash === inspection?.certificate.patternHash &&
    certificate?.minBound ===
      inspection?.certificate.minBound, '証明が、公表前の点検記録と違います。')
  return claim(
    PATTERN,
    faults,
    `足し引きに関わる人は${certificate?.minBound ?? 0}人以上という証明は、示した区分そのものの証明です。`,
  )
}

function checkRemainders({ set, questionnaire }: Planned): Line {
  const { checked, small } = remainders(set, groupingsOf(questionnaire))
  const faults = small.map(
    ({ of, n }) => `${of}の引き算から、${n}人だけの集まりの人数が分かります。`,
  )
  const words = `示した区分の引き算${checked.toLocaleString('ja')}通りに、1人から${set.k - 1}人の残りはありません。`
  return claim('引き算で残る人数', faults, words)
}

/** The plan of the announcement without what was withdrawn before the publication. */
function tablesLeft({
  record,
  questionnaire,
}: Omit<Planned, 'set'>): readonly (readonly string[])[] {
  const gone = (record.inspection?.withdrawn ?? []).flatMap(({ tables }) => tables)
  const withdrawn = new Set(gone.map((table) => JSON.stringify(table)))
  return questionnaire.tables.filter((table) => !withdrawn.has(JSON.stringify(table)))
}
