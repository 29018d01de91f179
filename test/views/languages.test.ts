/** The words of the anonymous side: every mark on its pages is a sentence of a catalogue, in every language. */
import { Window } from 'happy-dom'
import { describe, expect, it } from 'vitest'
import { renderAnswerPage } from '../../server/anonymous/ballot/answer-page.ts'
import { renderSlipPage } from '../../server/anonymous/slips/routes.ts'
import { proposalPages } from '../../server/anonymous/proposals/pages.ts'
import { usualSettings } from '../../server/proposals/settings.ts'
import { answerPageWords } from '../../views/words/answer-page.ts'
import { answerSaidWords } from '../../views/words/answer-said.ts'
import { authorSaidWords } from '../../views/words/author-said.ts'
import { cardPageWords } from '../../views/words/card-page.ts'
import { cardSaidWords } from '../../views/words/card-said.ts'
import { changesWords } from '../../views/words/changes.ts'
import { endorseSaidWords } from '../../views/words/endorse-said.ts'
import { followPageWords } from '../../views/words/follow-page.ts'
import { followSaidWords } from '../../views/words/follow-said.ts'
import { clueSaidWords } from '../../views/words/clue-said.ts'
import type { Catalogue } from '../../views/words/language.ts'
import { plain, type Said } from '../../views/words/phrase.ts'
import { postPageWords } from '../../views/words/post-page.ts'
import { postSaidWords } from '../../views/words/post-said.ts'
import { termIn } from '../../views/words/proposal-terms.ts'
import { slipPageWords } from '../../views/words/slip-page.ts'
import { slipSaidWords } from '../../views/words/slip-said.ts'
import { stateSaidWords } from '../../views/words/state-said.ts'
import { troubleSaidWords } from '../../views/words/trouble-said.ts'
import fastify from 'fastify'
import { cityQuestionnaire } from './city-questionnaire.ts'
import { sampleSite } from '../support/site.ts'
import { withEveryType } from './every-type.ts'

const voices = ['a', 'b', 'c', 'd'].map((words) => ({ words }))
const period = {
  opensAt: new Date('2026-11-24T00:00:00Z'),
  closesAt: new Date('2026-12-18T08:00:00Z'),
  stoppedOn: null,
  voices: voices as never,
  changes: [],
}

type Entry = Said | ((...values: never[]) => Said)
type Words = Readonly<Record<string, Entry>>
const changes: Words = {
  changesTitle: changesWords.ja.title,
  changesLead: changesWords.ja.lead,
  changesMore: changesWords.ja.more,
}

/** What each page's file of words is made of: first what the page shows, then what its program says. */
const pages: Readonly<Record<string, readonly Catalogue<Words>[]>> = {
  answer: [answerPageWords, answerSaidWords, { ja: changes, easy: changes, en: changes }],
  slip: [slipPageWords, slipSaidWords],
  propose: [
    postPageWords,
    postSaidWords,
    authorSaidWords,
    clueSaidWords,
    troubleSaidWords,
    endorseSaidWords,
  ],
  receipt: [
    followPageWords,
    followSaidWords,
    authorSaidWords,
    clueSaidWords,
    troubleSaidWords,
    stateSaidWords,
  ],
  card: [cardPageWords, cardSaidWords],
} as never

async function htmlOf(name: string): Promise<string> {
  if (name === 'slip') return String(renderSlipPage(sampleSite).plain)
  const q = withEveryType({ ...cityQuestionnaire(5), readers: ['人事課長', '職員代表'] })
  if (name === 'answer') return String(renderAnswerPage(sampleSite, q, period).plain)
  const app = fastify()
  const { contacts } = usualSettings
  await proposalPages(app, {
    site: () => sampleSite,
    facts: async () => ({
      bureaus: [],
      contacts,
      days: { most: 3, check: 3, firstReply: 10 },
    }),
  })
  const url = name === 'propose' ? '/proposals' : '/proposals/receipt'
  const { body } = await app.inject({ url })
  await app.close()
  return body
}

/** Elements of a page and of its templates. */
function marked(html: string, selector: string): Element[] {
  const { document } = new Window()
  document.write(html)
  const roots = [document, ...[...document.querySelectorAll('template')].map((t) => t.content)]
  return roots.flatMap((root) => [...root.querySelectorAll(selector)]) as unknown as Element[]
}

function said(entry: Entry | undefined, values: string | null): string {
  if (entry === undefined) return ''
  return plain(
    typeof entry === 'function' ? entry(...(JSON.parse(values ?? '[]') as never[])) : entry,
  )
}

describe.each(['answer', 'slip', 'propose', 'receipt'])('The page %s', (name) => {
  const japanese = Object.assign({}, ...(pages[name] ?? []).map(({ ja }) => ja)) as Words

  it('says in Japanese what its catalogue says for each of its marks', async () => {
    const found = marked(await htmlOf(name), '[data-w]')
    expect(found.length).toBeGreaterThan(40)
    const other = found
      .map((element) => ({
        key: element.getAttribute('data-w') ?? '',
        shown: element.textContent?.trim(),
        meant: said(japanese[element.getAttribute('data-w') ?? ''], element.getAttribute('data-v')),
      }))
      .filter(({ shown, meant }) => shown !== meant.trim())
    expect(other).toEqual([])
  })

  it('has a sentence for each marked label', async () => {
    for (const element of marked(await htmlOf(name), '[data-w-label]'))
      expect(japanese[element.getAttribute('data-w-label') ?? '']).toBe(
        element.getAttribute('aria-label'),
      )
  })

  it('marks only words of the closed lists as such', async () => {
    for (const { textContent } of marked(await htmlOf(name), '[data-term]'))
      expect(termIn('en', textContent ?? ''), textContent ?? '').not.toMatch(/\p{Script=Han}/u)
  })
})

describe.each(Object.entries(pages))('The words of the page %s', (_name, catalogues) => {
  it('have one sentence for each key', () => {
    const keys = catalogues.flatMap(({ ja }) => Object.keys(ja))
    const twice = keys.filter((key, i) => keys.indexOf(key) !== i)
    // Both the program of a page and the one it loads later pass on what a door has said.
    expect(twice.filter((key) => !key.startsWith('refusal'))).toEqual([])
  })

  it('leave nothing in Japanese in English', () => {
    for (const { en } of catalogues)
      for (const [key, entry] of Object.entries(en))
        if (typeof entry === 'string' && !key.startsWith('changes'))
          expect([key, entry]).toEqual([key, expect.not.stringMatching(/[぀-ヿ一-鿿]/)])
  })
})
