import { z } from 'zod'
import { type FormState, readForm, refuseForm } from '../../http/forms.ts'
import type { OfficialAct } from '../../proposals/acts.ts'
import { keysOf, LONGEST, themes } from '../../proposals/catalogue.ts'
import { cleanText } from '../../proposals/plain-text.ts'
import { outOfScopeReasons, parts, type Proposal, referralDesks } from '../../proposals/proposal.ts'
import { maybeWords, words } from '../inbox/typed-fields.ts'
import { masksOf } from './mask-form.ts'
import { returnSentences } from './return-sentences.ts'

export type ActRead =
  | { readonly ok: true; readonly act: OfficialAct; readonly form: FormState }
  | { readonly ok: false; readonly form: FormState }

/** What an act's form carries, by the names of `act-fields.ts`; no name stands in two forms of a page. */
type Reader = (body: unknown, p: Proposal) => ActRead

/** As many words as the record of a step holds. */
export const STEP_NOTE = 400
export const MOST_UNITS = 5

export const deskActs = [
  'mask',
  'retheme',
  'return',
  'summarise',
  'refer',
  'exclude',
  'erase',
  'confirm',
  'dismiss',
  'merge',
  'unmerge',
  'route',
  'release-question',
  'refuse-question',
  'publish',
  'give-back',
  'confirm-effect',
  'model-case',
  'reopen',
  'transfer',
  'hold',
  'release-hold',
] as const
export type DeskActName = (typeof deskActs)[number]

const one = (most: number, error: string) => z.string({ error }).min(1, error).max(most, error)
const listed = (most: number) =>
  z
    .union([z.string().transform((text) => [text]), z.array(z.string())], {
      error: '選び直してください。',
    })
    .default([])
    .pipe(z.array(z.string().max(40)).max(most, '選んだものが多すぎます。'))
const question = z.string({ error: '質問を選び直してください。' }).max(10)
const unit = (error: string) => one(20, error)

/** Reads the form of an act of the desk; messages are Japanese, by field. */
export const actReaders: Readonly<Record<DeskActName, Reader>> = {
  mask: readMask,
  retheme: reader(
    z.object({ theme: z.enum(keysOf(themes), { error: 'テーマを選んでください。' }) }),
    (typed) => ({
      act: 'retheme',
      theme: typed.theme,
    }),
  ),
  return: reader(
    z
      .object({ returnSentences: listed(10), returnText: maybeWords('書き添える言葉', STEP_NOTE) })
      .transform(({ returnSentences: chosen, returnText }, context) => {
        const ready = chosen.flatMap((name) =>
          Object.hasOwn(returnSentences, name) ? (returnSentences[name] ?? []) : [],
        )
        const text = [...ready, returnText].filter((line) => line !== '').join('\n')
        const message =
          text === ''
            ? '提案者に伝えることを選ぶか、書いてください。'
            : text.length > STEP_NOTE
              ? `選んだ文と合わせて${STEP_NOTE}字までにしてください（今は${text.length}字）。`
              : ''
        if (message !== '') context.addIssue({ code: 'custom', path: ['returnText'], message })
        return { text }
      }),
    ({ text }) => ({ act: 'return', text }),
  ),
  summarise: reader(
    z.object({
      summaryTitle: words('要旨の件名', LONGEST.title),
      summaryText: words('要旨', 800),
    }),
    (typed) => ({ act: 'summarise', title: typed.summaryTitle, text: typed.summaryText }),
  ),
  refer: reader(
    z.object({
      referDesk: z.enum(keysOf(referralDesks), { error: '案内する窓口を選んでください。' }),
      referText: words('提案者に伝えること'),
    }),
    (typed) => ({ act: 'refer', desk: typed.referDesk, text: typed.referText }),
  ),
  exclude: reader(
    z.object({
      excludeReason: z.enum(keysOf(outOfScopeReasons), {
        error: '対象外とする理由の区分を選んでください。',
      }),
      excludeText: words('提案者に伝える理由'),
    }),
    (typed) => ({ act: 'exclude', reasonCode: typed.excludeReason, text: typed.excludeText }),
  ),
  erase: reader(
    z.object({
      eraseParts: listed(10).pipe(
        z
          .array(
            z.enum([...parts, 'summary', 'dialogue', 'answer'], {
              error: '消去するところを選び直してください。',
            }),
          )
          .min(1, '消去するところを選んでください。'),
      ),
      eraseText: words('消去する理由', STEP_NOTE),
    }),
    (typed) => ({ act: 'erase', erase: typed.eraseParts, text: typed.eraseText }),
  ),
  confirm: reader(z.object({}), () => ({ act: 'confirm' })),
  dismiss: reader(
    z.object({ dismissText: words('取りやめる理由', STEP_NOTE) }),
    ({ dismissText }) => ({ act: 'dismiss', text: dismissText }),
  ),
  merge: reader(
    z
      .object({
        mergeInto: z.string().max(20).default(''),
        mergeNumber: z.string().max(20, '提案番号を確かめてください。').default(''),
      })
      .transform(({ mergeInto, mergeNumber }, context) => {
        const typed = mergeNumber.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase()
        const into = typed === '' ? mergeInto : typed
        const message =
          into === ''
            ? '統合する先を選ぶか、提案番号を書いてください。'
            : '提案番号を確かめてください。'
        if (into === '' || into.length > 12)
          context.addIssue({ code: 'custom', path: ['mergeNumber'], message })
        return { into }
      }),
    ({ into }) => ({ act: 'merge', into }),
  ),
  unmerge: reader(z.object({}), () => ({ act: 'unmerge' })),
  route: reader(
    z
      .object({
        routeLead: unit('主管の所属を選んでください。'),
        ...Object.fromEntries(joint().map((name) => [name, z.string().max(20).default('')])),
      })
      .transform((typed: Record<string, string>) => [
        ...new Set(
          [typed['routeLead'] ?? '', ...joint().map((name) => typed[name] ?? '')].filter(
            (code) => code !== '',
          ),
        ),
      ]),
    (units) => ({ act: 'route', units }),
  ),
  'release-question': reader(z.object({ question }), (typed) => ({
    act: 'release-question',
    question: typed.question,
  })),
  'refuse-question': reader(
    z.object({ question, refuseText: words('所管へ返す理由', LONGEST.note) }),
    (typed) => ({ act: 'refuse-question', question: typed.question, text: typed.refuseText }),
  ),
  publish: reader(z.object({}), () => ({ act: 'publish' })),
  'give-back': reader(
    z.object({ giveBackText: words('所管へ返す理由', LONGEST.note) }),
    ({ giveBackText }) => ({ act: 'give-back', text: giveBackText }),
  ),
  'confirm-effect': reader(z.object({}), () => ({ act: 'confirm-effect' })),
  'model-case': reader(z.object({ modelText: words('紹介する文', 1500) }), ({ modelText }) => ({
    act: 'model-case',
    text: modelText,
  })),
  reopen: reader(z.object({ reopenText: words('再検討を求める理由') }), ({ reopenText }) => ({
    act: 'reopen',
    text: reopenText,
  })),
  transfer: reader(
    z.object({
      transferFrom: unit('引き継ぐ元の所属を選んでください。'),
      transferTo: unit('引き継ぐ先の所属を選んでください。'),
    }),
    (typed) => ({ act: 'transfer', from: typed.transferFrom, to: typed.transferTo }),
  ),
  hold: reader(z.object({ holdText: words('消去を停止する理由') }), ({ holdText }) => ({
    act: 'hold',
    text: holdText,
  })),
  'release-hold': reader(z.object({}), () => ({ act: 'release-hold' })),
}

/** Fields of the units that give their opinion. */
export function joint(): string[] {
  return Array.from({ length: MOST_UNITS - 1 }, (_, i) => `routeJoint${i + 1}`)
}

/** The version of the proposal that the page showed; 0 (never a version) when it is missing. */
export function versionOf(body: unknown): number {
  const version = z.object({ version: z.coerce.number().int().min(0) })
  return version.catch({ version: 0 }).parse(body).version
}

function reader<T>(schema: z.ZodType<T>, toAct: (typed: T) => OfficialAct): Reader {
  return (body) => {
    const read = readForm(schema, body)
    return read.ok ? { ok: true, act: toAct(read.value), form: read.form } : read
  }
}

function readMask(body: unknown, p: Proposal): ActRead {
  const schema = z.object({
    maskRanges: listed(100),
    maskWords: z.string().max(2000, '伏せる語は、2,000字までで書いてください。').default(''),
  })
  const read = readForm(schema, body)
  if (!read.ok) return read
  if (p.written === null) {
    return { ok: false, form: refuseForm(read.form, 'maskWords', '本文は消去されています。') }
  }
  const { maskRanges: ranges, maskWords } = read.value
  const { masks, missing } = masksOf(p.written, { ranges, words: cleanText(maskWords) })
  if (missing.length > 0) {
    const message = `${missing.map((word) => `「${word}」`).join('')}は、本文にありません。本文のとおりに書いてください。`
    return { ok: false, form: refuseForm(read.form, 'maskWords', message) }
  }
  if (masks.length > 100) {
    const message = '伏せるところが100を超えます。「書き直しのお願い」をお使いください。'
    return { ok: false, form: refuseForm(read.form, 'maskWords', message) }
  }
  return { ok: true, act: { act: 'mask', masks }, form: read.form }
}
