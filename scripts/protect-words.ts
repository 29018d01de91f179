import type {
  ProtectionOutcome,
  ProtectionReport,
  ProtectionStep,
} from '../server/disclosure/protection.ts'
import type { PublishedSet } from '../server/survey/published-set.ts'

const STEPS: Readonly<Record<ProtectionStep, string>> = {
  pattern: '公表する区分を選んでいます',
  certificate: '組み合わせを確かめています',
  audit: '一人ひとりの回答が分からないか確かめています',
  check: 'できた公表データを読み直しています',
}

const STEP_PERCENT = 10

/**
 * One line that moves on a terminal; elsewhere a line a step and each ten percent (steps may begin anew);
 * nothing if `quiet`.
 */
export function progressOnStderr(quiet: boolean) {
  const { stderr } = process
  let last = ''
  const furthest = new Map<ProtectionStep, number>()
  const say = (line: string): void => {
    if (quiet || line === last) return
    last = line
    stderr.write(stderr.isTTY ? `\r\u001b[2K${line}` : `${line}\n`)
  }
  return {
    say,
    report: (step: ProtectionStep, done: number, total: number): void => {
      const percent = total > 0 ? Math.floor((100 * done) / total) : 100
      const tens = percent - (percent % STEP_PERCENT)
      if (stderr.isTTY) say(`${STEPS[step]}… ${percent}%`)
      else if (tens > (furthest.get(step) ?? -1)) say(`${STEPS[step]}… ${tens}%`)
      furthest.set(step, Math.max(tens, furthest.get(step) ?? 0))
    },
    note: (line: string): void => {
      if (!quiet) stderr.write(`${line}\n`)
    },
    /** Makes way for other lines. */
    end: (): void => {
      if (stderr.isTTY && last !== '') stderr.write('\r\u001b[2K')
      last = ''
    },
  }
}

/** Why nothing was written, which tables took part, and what to do: for the person at the screen. */
export function refusalOf(outcome: Extract<ProtectionOutcome, { state: 'refused' }>): string {
  const reasons = {
    certificate:
      '公表する表の組み合わせから、k人に満たない集まりの値が計算できないことを確かめられませんでした。',
    audit: '丸めや非表示を重ねても、答えがはっきり分かってしまう人が残りました。',
    solver: '計算が途中で進まなくなり、安全を確かめられませんでした。',
    check: 'できた公表データの読み直しで、食い違いが見つかりました。',
  } as const
  const tables = outcome.tables.map(tableName)
  return [
    `公表できません。何も書き込んでいません。`,
    `  理由: ${reasons[outcome.reason]}`,
    ...(tables.length === 0 ? [] : [`  かかわった表: ${tables.join('、')}`]),
    tables.length === 0
      ? '  次にすること: 計画（--plan）の tables から細かい表を1つ外すか、k を大きくして、もう一度実行してください。'
      : '  次にすること: 計画（--plan）の tables から、これらの表のうち1つを外すか、k を大きくして、もう一度実行してください。',
  ].join('\n')
}

/** What was made, a line a table; numbers anyone may see. */
export function summaryOf(
  set: PublishedSet,
  { tables, classes, lps, mips, pairs, seconds }: ProtectionReport,
  out: string,
): string {
  const lines = tables.map(({ table, groups, published, rowsPercent }) => {
    const shown = `${published}/${groups}`.padStart(11)
    return `${shown}${`${rowsPercent.toFixed(1)}%`.padStart(9)}   ${tableName(table)}`
  })
  const { certificate, audit } = set
  const shown = spoken(set.groups.filter(({ state }) => state === 'published').length)
  const rests = set.groups.filter(({ state }) => state === 'rest').length
  return [
    `回答者 ${set.respondents === null ? '（k人未満のため非表示）' : `${spoken(set.respondents)}人`}　k=${set.k}　分布は${set.kDistribution}人から　${set.scale}段階`,
    '',
    '  公表/区分   回答者   表',
    ...lines,
    '',
    `公表する区分 ${shown}${rests === 0 ? '' : `、その他（合算） ${spoken(rests)}`}`,
    `組み合わせの確かめ: ${certificate?.ok === true ? '合格' : '—'}（${spoken(classes)}種類の回答者、線形計画 ${spoken(lps)}回、整数計画 ${spoken(mips)}回、最も少ないもので${certificate?.minBound ?? '—'}人以上）`,
    `一人ひとりの確かめ: 答えが確実に分かる組 ${audit?.certainBefore ?? '—'} → ${audit?.certainAfter ?? '—'}（${spoken(pairs)}組を確かめ、幅を広げた値 ${audit?.widened ?? '—'}、隠した質問 ${audit?.hiddenItems ?? '—'}）`,
    `時間: 選択 ${seconds.pattern.toFixed(1)}秒、組み合わせ ${seconds.certificate.toFixed(1)}秒、一人ひとり ${seconds.audit.toFixed(1)}秒`,
    `書き込み: ${out}`,
  ].join('\n')
}

/** The set as a file: a group a line, so that it can be read and compared. */
export function fileText(set: PublishedSet): string {
  const groups = set.groups.map((group) => `\n    ${JSON.stringify(group)}`).join(',')
  const fields = Object.entries(set).map(([field, value]) =>
    field === 'groups'
      ? `  "groups": [${groups}\n  ]`
      : `  ${JSON.stringify(field)}: ${JSON.stringify(value)}`,
  )
  return `{\n${fields.join(',\n')}\n}\n`
}

function tableName(table: readonly string[]): string {
  return table.length === 0 ? '全体' : table.join(' × ')
}

function spoken(count: number): string {
  return count.toLocaleString('ja')
}
