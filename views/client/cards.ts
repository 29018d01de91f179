/**
 * On every page of the staff side for people who are signed in: once a month the browser fetches one lot of
 * 提案券 and 共感券, whoever it is and whatever they do, so that having them tells nothing. On the page 提案 it
 * also says how many there are.
 */
import type { fetchLot as FetchLot, LotState } from './card-lot.ts'
import { keepLanguage } from './language/kept-language.ts'
import { canStore, countCards, storages } from './proposals/kept-cards.ts'
import { loadPart } from './proposals/load-part.ts'
import { askForLot } from './protocol/lot-doors.ts'

/** The month of the last lot. */
const MARKER = 'kazetoshi.proposals.month'

const panel = document.getElementById('cards')
/** The same in やさしい日本語. */
const JA = ['あります', 'ありません'] as const
const EN = ['There are some', 'There are none'] as const
const { language } = document.documentElement.dataset
const inEnglish = language === 'en'
let busy = false

if (isUpToDate()) show('known')
else void fetchAndShow()
panel?.querySelector('[data-act="fetch-lot"]')?.addEventListener('click', () => void fetchAndShow())
// Whoever goes on to write a proposal goes on in the language of this page.
for (const link of document.querySelectorAll('#main a[href^="/voice/proposals"]'))
  link.addEventListener('click', () => keepLanguage(language))
addEventListener('pageshow', (event) => {
  if (event.persisted) show('known')
})

async function fetchAndShow(): Promise<void> {
  if (busy) return
  busy = true
  show('working')
  const state = await fetchLot()
  show(state === 'fetched' ? 'known' : state)
  busy = false
}

/** Where nothing can be stored, nothing is fetched. */
async function fetchLot(): Promise<LotState | 'no-storage' | 'not-open'> {
  if (!canStore()) return 'no-storage'
  try {
    const offer = await askForLot('')
    if (offer === null) return 'not-open'
    const storage = offer.keep === 'local' ? localStorage : sessionStorage
    const part = await loadPart<{ fetchLot: typeof FetchLot }>('card-lot')
    const state = await part.fetchLot(offer, storage)
    // The marker stands where the cards do: a tablet's goes with its tab.
    if (state !== 'offline') storage.setItem(MARKER, month())
    return state
  } catch {
    return 'offline'
  }
}

function isUpToDate(): boolean {
  return storages().some((storage) => storage.getItem(MARKER) === month())
}

function month(): string {
  const now = new Date()
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`
}

/** Whether there are cards, and what hinders more of them. */
function show(state: 'known' | 'working' | Awaited<ReturnType<typeof fetchLot>>): void {
  if (!panel) return
  const { quarter = '', keyId = '' } = panel.dataset
  const { posts, endorsements } = countCards(quarter, keyId)
  panel.hidden = false
  for (const [kind, count] of [
    ['posts', posts],
    ['endorsements', endorsements],
  ] as const) {
    // Not how many: 「画面を見せて」 must not tell who has used one.
    const place = panel.querySelector(`[data-have="${kind}"]`)
    if (place) place.textContent = (inEnglish ? EN : JA)[count > 0 ? 0 : 1]
  }
  const said = state === 'known' && posts === 0 ? 'none-here' : state
  for (const part of panel.querySelectorAll<HTMLElement>('[data-state]')) {
    part.hidden = !(part.dataset['state'] ?? '').split(' ').includes(said)
  }
}
