import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { letterWords, type LetterWords } from './letter-words.ts'
import { type Bundle, chosenLines, type LetterChoice, letterPages } from './letters.ts'
import { isSurveyOpen, openLines, type UnitCount } from './password-list.ts'
import type { AccountsPages } from './routes.ts'

interface ChoicePage {
  readonly form: FormState
  readonly units: readonly UnitCount[]
  readonly total: number
  /** Parts of the whole city; each names its first and last unit. */
  readonly parts: readonly {
    readonly href: string
    readonly letters: number
    readonly first: string
    readonly last: string
  }[]
}

interface LettersPage {
  readonly bundles: readonly Bundle[]
  readonly letters: number
  readonly words: LetterWords
  readonly page: number
  readonly pages: number
  readonly before: string | null
  readonly after: string | null
}

const choicePage = definePage<ChoicePage>('admin-letters-choice')
const lettersPage = definePage<LettersPage>('admin-letters')
const HERE = '/staff/admin/passwords/letters'

const cut = z
  .string()
  .max(40)
  .default('')
  .transform((text) => text.normalize('NFKC').trim())
const choiceQuery = z.object({
  unit: cut,
  from: cut,
  to: cut,
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})

/** The letters of the list: chosen by unit or number, a hundred on a page, to be printed. */
export async function letterRoutes(app: FastifyInstance, options: AccountsPages): Promise<void> {
  const { identity, commons, now, listFile } = options

  app.addHook('preHandler', async () => {
    if (!(await isSurveyOpen(commons, now()))) return
    throw new Problem('letters-closed')
  })

  app.get(HERE, async (request, reply) => {
    const lines = await openLines(identity, listFile)
    const pages = letterPages(lines)
    return choicePage.send(reply, staffFrame(request, '最初のパスワードの手紙', 'admin'), {
      form: emptyForm,
      units: unitsOf(lines),
      total: lines.length,
      parts: pages.map((bundles, i) => ({
        href: `${HERE}/print?page=${i + 1}`,
        letters: bundles.reduce((sum, { letters }) => sum + letters.length, 0),
        first: bundles[0]?.unitName ?? '',
        last: bundles.at(-1)?.unitName ?? '',
      })),
    })
  })

  app.get(`${HERE}/print`, async (request, reply) => {
    const read = choiceQuery.safeParse(request.query)
    if (!read.success) throw new Problem('bad-request')
    const { page: asked, ...choice } = read.data
    const all = await openLines(identity, listFile)
    const lines = chosenLines(all, choice)
    if (lines.length === 0) {
      return choicePage.send(
        reply.code(422),
        staffFrame(request, '最初のパスワードの手紙', 'admin'),
        { form: nothing(choice), units: unitsOf(all), total: all.length, parts: [] },
      )
    }
    const pages = letterPages(lines)
    const current = Math.min(asked, pages.length)
    const bundles = pages[current - 1] ?? []
    const letters = bundles.reduce((sum, bundle) => sum + bundle.letters.length, 0)
    const names = [bundles[0]?.unitName ?? '', bundles.at(-1)?.unitName ?? '']
    const where = names[0] === names[1] ? names[0] : names.join('〜')
    const person = signedInPerson(request).number
    // On record before it is shown: whoever sees this page could sign in for these people.
    await recordAct(
      identity,
      now(),
      person,
      '最初のパスワードの手紙を表示',
      `${where}　${letters}通`,
    )
    const address = (to: number) =>
      `${HERE}/print?${new URLSearchParams({ ...choice, page: String(to) }).toString()}`
    return lettersPage.send(reply, staffFrame(request, '最初のパスワードの手紙', 'none'), {
      bundles,
      letters,
      words: await letterWords(commons, request),
      page: current,
      pages: pages.length,
      before: current > 1 ? address(current - 1) : null,
      after: current < pages.length ? address(current + 1) : null,
    })
  })
}

function nothing({ unit, from, to }: LetterChoice): FormState {
  const message =
    unit !== '' || from !== '' || to !== ''
      ? '当てはまる手紙はありません。職員番号の範囲（先頭の0も）を確かめてください。自分のパスワードを決めた人の手紙は出ません。'
      : '印刷する手紙はありません。先に、最初のパスワードを作ってください。'
  return { typed: { from, to }, errors: { from: message } }
}

function unitsOf(lines: readonly { unit: string; unitName: string }[]): UnitCount[] {
  const units = new Map<string, { unitName: string; people: number }>()
  for (const { unit, unitName } of lines) {
    units.set(unit, { unitName, people: (units.get(unit)?.people ?? 0) + 1 })
  }
  return [...units].map(([unit, rest]) => ({ unit, ...rest }))
}
