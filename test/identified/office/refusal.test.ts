/** When the check before the publication does not pass: nothing goes out, and the plan can only shrink. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ProtectionFailed } from '../../../server/disclosure/in-thread.ts'
import type { Protect } from '../../../server/opening/protect-ballots.ts'
import type { CommonsStore } from '../../../server/stores/commons.ts'
import { reducePlan } from '../../../server/survey/plan-reductions.ts'
import { publishedSetSchema } from '../../../server/survey/published-set.ts'
import { protectHere } from '../../support/protect-here.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { empty, inTurn, refusing, standingIn, watching } from './engines.ts'
import {
  type ClosedCity,
  type Copy,
  closedCity,
  copyOf,
  finished,
  pageOf,
  passphraseFields,
  sha256Of,
  textOf,
  written,
} from './hand.ts'

/** Check boxes of one question carry one name. */
const SAME_NAMES = { 'form-dup-name': 'off' } as const

const PLAN = [[], ['bu'], ['ka'], ['age'], ['sex'], ['bu', 'sex']]
const nothing = { sets: [], records: [], texts: [] }

let closed: ClosedCity

beforeAll(async () => {
  closed = await closedCity(26, { draft: { tables: PLAN } })
})
afterAll(() => closed.remove())

async function open(copy: Copy) {
  const started = await copy.office.post(
    `${copy.base}/opening`,
    passphraseFields(closed.passphrases),
  )
  expect(started.statusCode).toBe(303)
  return finished(copy)
}

const leaveOut = (copy: Copy, tables: string[], other: Record<string, string> = {}) =>
  copy.office.post(`${copy.base}/reduction`, {
    refusal: '1',
    tables,
    decision: '人決第20号',
    ...other,
  })

const refusals = ({ stores }: Copy) =>
  stores.commons.selectFrom('protection_refusal').selectAll().execute()
const reductions = ({ stores }: Copy) =>
  stores.commons.selectFrom('plan_reduction').selectAll().execute()

describe('A check that does not pass', () => {
  it.each([
    ['certificate', '5人に満たない集まりの結果を求められるおそれ', '下で表を取りやめてから'],
    ['audit', 'だれかの回答が一つに決まるおそれ', '下で表を取りやめてから'],
    ['solver', '最後まで終えられませんでした', 'そのままもう一度開封してください'],
    ['check', '計算の結果と合いませんでした', '情報担当へお知らせください'],
  ] as const)(
    '(%s) leaves the box sealed and publishes nothing; 人事課 reads why and what to do',
    async (reason, why, todo) => {
      const copy = await copyOf(closed, {
        protect: refusing(reason, [['ka'], ['bu', 'sex']]),
      })
      const before = sha256Of(copy.box)
      const end = await open(copy)
      expect(end.failed).toBe(
        '公表前の点検を通らなかったため、何も公表していません。回答箱は封をしたまま残っています。',
      )
      expect(sha256Of(copy.box)).toBe(before)
      expect(await written(copy)).toEqual(nothing)

      const onward = await copy.office.get(`${copy.base}/opening/progress`)
      expect(onward.headers.location).toBe(`${copy.base}/refusal`)
      const refusal = await copy.office.get(`${copy.base}/refusal`)
      expect(htmlFaults(refusal.body, SAME_NAMES)).toEqual([])
      expect(textOf(refusal)).toContain(why)
      expect(textOf(refusal)).toContain(todo)
      expect(textOf(refusal)).toContain('回答箱は封をしたまま残っています。')
      const page = pageOf(refusal)
      // Which tables an audit failed over would tell of answers.
      expect(textOf(refusal).includes('関わっていた表：課、部×性別')).toBe(reason === 'certificate')
      expect(page.getAllByRole('checkbox').map((box) => box.getAttribute('value'))).toEqual([
        'bu',
        'ka',
        'age',
        'sex',
        'bu,sex',
      ])
      const link = pageOf(await copy.office.get(copy.base)).getByRole('link', {
        name: '通らなかった理由と、次にすること',
      })
      expect(link.getAttribute('href')).toBe(`${copy.base}/refusal`)
    },
  )

  it('by a thread that dies is a calculation that failed: kept, logged and repeated', async () => {
    const dying = async () => {
      throw new ProtectionFailed('out of memory')
    }
    const copy = await copyOf(closed, { protect: inTurn(dying, protectHere) })
    await open(copy)
    expect((await refusals(copy)).map((r) => [r.number, r.reason, r.involved])).toEqual([
      [1, 'solver', '[]'],
    ])
    expect(textOf(await copy.office.get(`${copy.base}/refusal`))).not.toContain('関わっていた表')
    expect(await open(copy)).not.toHaveProperty('failed')
    expect((await copy.office.get(`${copy.base}/refusal`)).headers.location).toBe(copy.base)
  })

  it('by a fault of the program is no refusal: nothing is kept and the officer is told whom to call', async () => {
    const faulty = async () => {
      throw new TypeError('undefined is not a function')
    }
    const copy = await copyOf(closed, { protect: faulty })
    expect((await open(copy)).failed).toContain('情報担当に連絡し、もう一度開封してください。')
    expect(await refusals(copy)).toEqual([])
    expect((await copy.office.get(`${copy.base}/refusal`)).statusCode).toBe(404)
    expect((await leaveOut(copy, ['bu,sex'])).statusCode).toBe(409)
  })

  it.each([
    ['a certificate that does not hold', { certificate: { ok: false } }],
    ['no certificate', { certificate: null }],
    ['an answer that stays certain', { audit: { certainAfter: 1 } }],
    ['no audit', { audit: null }],
    ['another k', { k: 4 }],
    ['another survey', { survey: 'r7' }],
    ['a table that was not planned', { groups: [{ table: ['ka', 'sex'] }] }],
    ['a figure on a hidden group', { groups: [{ n: 3 }] }],
  ])('is what %s comes to, whatever the engine says', async (_, spoilt) => {
    const copy = await copyOf(closed, {
      protect: async (input, options) => {
        const outcome = await empty(input, options)
        if (outcome.state === 'refused') return outcome
        return { ...outcome, set: merged(outcome.set, spoilt) as typeof outcome.set }
      },
    })
    await open(copy)
    expect((await refusals(copy)).map((r) => r.reason)).toEqual(['check'])
    expect(await written(copy)).toEqual(nothing)
  })

  it('would pass with none of these: the very same set goes through', async () => {
    const copy = await copyOf(closed, { protect: empty })
    expect(await open(copy)).not.toHaveProperty('failed')
    expect(await refusals(copy)).toEqual([])
  })
})

describe('The plan', () => {
  it('is reduced by decision, opened anew, and the results say what was withdrawn', async () => {
    const copy = await copyOf(closed, {
      protect: inTurn(refusing('certificate', [['bu', 'sex']]), protectHere),
    })
    await open(copy)
    const reduced = await leaveOut(copy, ['bu,sex', 'age'])
    expect([reduced.statusCode, reduced.headers.location]).toEqual([303, `${copy.base}/opening`])
    const form = textOf(await copy.office.get(`${copy.base}/opening`))
    expect(form).toContain('取りやめた表：年代、部×性別')
    expect(form).toContain('公表する表：全庁、部、課、性別')
    expect(textOf(await copy.office.get(copy.base))).toContain(
      '取りやめた表年代、部×性別（決裁番号 人決第20号）',
    )

    expect(await open(copy)).not.toHaveProperty('failed')
    const { sets, records } = await written(copy)
    const set = publishedSetSchema.parse(JSON.parse(sets[0]?.body ?? '{}'))
    const shown = new Set(set.groups.map((group) => group.table.join('×')))
    expect([...shown]).toEqual(['', 'bu', 'ka', 'sex'])
    // What the respondents were shown is untouched, and its hash is the one that was frozen.
    const survey = await copy.stores.commons
      .selectFrom('survey')
      .select('questionnaire')
      .executeTakeFirstOrThrow()
    const frozen = survey.questionnaire ?? ''
    expect((JSON.parse(frozen) as { tables: unknown }).tables).toEqual(PLAN)
    const record = JSON.parse(records[0]?.body ?? '{}') as { questionnaireHash: string }
    expect(record.questionnaireHash).toBe(createHash('sha256').update(frozen).digest('hex'))
    const inspection = `${copy.base}/inspection`
    expect(textOf(await copy.office.get(inspection))).toContain(
      '取りやめた表：年代、部×性別（令和8年11月30日（月）、決裁番号 人決第20号）',
    )
    const acts = await copy.stores.identity
      .selectFrom('audit')
      .select(['act', 'detail'])
      .orderBy('id')
      .execute()
    expect(acts.filter((a) => a.act === '公表する表を取りやめ').map((a) => a.detail)).toEqual([
      `${closed.survey}：年代、部×性別（決裁番号 人決第20号）`,
    ])
  })

  it('cannot be reduced before a refusal, a second time for the same one, or after the opening', async () => {
    const copy = await copyOf(closed, {
      protect: inTurn(refusing('audit'), empty),
    })
    expect((await leaveOut(copy, ['bu,sex'])).statusCode).toBe(409)
    await open(copy)
    const both = await Promise.all([leaveOut(copy, ['bu,sex']), leaveOut(copy, ['age'])])
    expect(both.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([303, 409])
    expect((await leaveOut(copy, ['sex'])).statusCode).toBe(409)
    await open(copy)
    expect((await leaveOut(copy, ['sex'], { refusal: '1' })).statusCode).toBe(409)
    expect(await reductions(copy)).toHaveLength(1)
    expect((await copy.office.get(`${copy.base}/refusal`)).headers.location).toBe(copy.base)
  })

  it.each([
    ['nothing chosen', [], {}, '取りやめる表を1つ以上選んでください。'],
    ['no decision', ['bu,sex'], { decision: '　' }, '決裁番号を入力してください。'],
    ['the whole body', [''], {}, '一覧にない項目が選ばれています。画面を開き直してください。'],
    ['a table outside the plan', ['similar'], {}, '一覧にない項目が選ばれています。'],
    [
      '部 alone, which 課 hangs below',
      ['bu'],
      {},
      '「部」を取りやめるときは、「課」も取りやめてください。',
    ],
    [
      '部 and 課, but 部×性別 stays',
      ['bu', 'ka'],
      {},
      '「部」を取りやめるときは、「部×性別」も取りやめてください。',
    ],
    ['the form of an older refusal', ['bu,sex'], { refusal: '7' }, '今の結果を確かめて'],
  ])('%s: the form comes back with what was typed', async (_, tables, other, sentence) => {
    const copy = await copyOf(closed, { protect: refusing('certificate') })
    await open(copy)
    const answer = await leaveOut(copy, tables, other)
    expect(answer.statusCode).toBe(422)
    expect(htmlFaults(answer.body, SAME_NAMES)).toEqual([])
    const page = pageOf(answer)
    expect(page.getByRole('alert').textContent).toContain(sentence)
    const ticked = page
      .getAllByRole<HTMLInputElement>('checkbox')
      .filter((box) => box.hasAttribute('checked'))
      .map((box) => box.getAttribute('value') ?? '')
    const known = PLAN.map((table) => table.join(',')).filter((key) => key !== '')
    expect(ticked).toEqual(tables.filter((key) => known.includes(key)))
    expect(page.getByLabelText<HTMLInputElement>(/決裁番号/).getAttribute('value')).toBe(
      { decision: '人決第20号', ...other }.decision,
    )
    expect(await reductions(copy)).toEqual([])
  })

  it('only shrinks: a second refusal leaves less to choose from, and what is gone stays gone', async () => {
    const watched = watching(inTurn(refusing('certificate'), refusing('audit'), empty))
    const copy = await copyOf(closed, { protect: watched.protect })
    await open(copy)
    await leaveOut(copy, ['bu,sex'])
    await open(copy)
    const again = await leaveOut(copy, ['bu,sex'], { refusal: '2' })
    expect(textOf(again)).toContain('一覧にない項目が選ばれています。')
    expect((await leaveOut(copy, ['bu', 'ka'], { refusal: '2' })).statusCode).toBe(303)
    await open(copy)
    expect(watched.inputs.map((input) => input.tables)).toEqual([
      PLAN,
      [[], ['bu'], ['ka'], ['age'], ['sex']],
      [[], ['age'], ['sex']],
    ])
  })

  it('cannot be reduced while an opening runs', async () => {
    const copy = await copyOf(closed, { protect: inTurn(refusing('audit'), standingIn('audit')) })
    await open(copy)
    await copy.office.post(`${copy.base}/opening`, passphraseFields(closed.passphrases))
    expect((await leaveOut(copy, ['bu,sex'])).statusCode).toBe(409)
    await copy.office.post(`${copy.base}/opening/cancellation`)
    await finished(copy)
    expect((await leaveOut(copy, ['bu,sex'])).statusCode).toBe(303)
  })

  it('that shrinks all the same while an opening computes ends that opening before it is written', async () => {
    const installation: { commons?: CommonsStore } = {}
    const late: Protect = async (input, options) => {
      const wanted = { refusal: 1, tables: [['bu', 'sex']], decision: '人決第20号' }
      const { commons } = installation
      if (commons !== undefined) await reducePlan(commons, closed.survey, wanted, '2026-11-30')
      return empty(input, options)
    }
    const copy = await copyOf(closed, { protect: inTurn(refusing('audit'), late) })
    installation.commons = copy.stores.commons
    await open(copy)
    expect((await open(copy)).failed).toContain('計算の途中で公表する表が減らされた')
    const { sets, records } = await written(copy)
    expect([sets, records]).toEqual([[], []])
    expect(await open(copy)).not.toHaveProperty('failed')
  })

  it('is left alone by everybody but 人事課', async () => {
    const copy = await copyOf(closed, { protect: refusing('audit') })
    await open(copy)
    const stranger = await copy.app.inject({ url: `${copy.base}/refusal` })
    expect(stranger.statusCode).not.toBe(200)
    expect(stranger.body).not.toContain('点検を通らなかった')
  })
})

/** `change` over `base`, one level deep and into the first element of lists. */
function merged(base: object, change: object): object {
  const result: Record<string, unknown> = { ...base }
  for (const [name, value] of Object.entries(change)) {
    const own = result[name]
    if (Array.isArray(value) && Array.isArray(own)) {
      result[name] = [merged(own[0] as object, value[0] as object)]
    } else if (typeof value === 'object' && value !== null && typeof own === 'object') {
      result[name] = merged(own as object, value as object)
    } else result[name] = value
  }
  return result
}
