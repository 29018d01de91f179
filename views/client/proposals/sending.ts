import type { Post } from '../../../server/proposals/message.ts'
import { byId, controlById } from '../answer/page.ts'
import type { Author } from '../author.ts'
import { authorPart } from './author-part.ts'
import { showFaults, textControl } from './fields.ts'
import type { Card } from '../protocol/card.ts'

export interface Sending {
  isBusy(): boolean
  wipe(): void
}

/** Where the card comes from. */
export interface CardSource {
  /** A card is handed out once; null: there is none. */
  take(quarter: string, keyId: string): Card | null
  /** What to say then: nothing was sent, and what was typed stays on the page. */
  readonly none: { readonly title: string; readonly text: string }
}

interface SendingNews {
  readonly accepted: () => void
  /** True from when something may have arrived: then the very same bytes go out again, or nothing. */
  readonly onTheWay: (may: boolean) => void
}

/**
 * The last step: the last five characters of the receipt, then card, seal and door. A card that is refused
 * is followed by the next; whatever is refused, what was typed stays.
 */
export function setUpSending(
  content: () => { readonly receipt: string; readonly post: (author: Author) => Post } | null,
  cards: () => CardSource,
  { accepted, onTheWay }: SendingNews,
): Sending {
  const form = controlById('send', HTMLFormElement)
  const press = form.querySelector<HTMLButtonElement>('[data-act="send"]')
  let envelope: Uint8Array | null = null
  let busy = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send()
  })
  return { isBusy: () => busy, wipe }

  async function send(): Promise<void> {
    const now = content()
    if (busy || now === null || !isLastOf(now.receipt)) return
    busy = true
    say('送信しています…', '封をして送っています。画面を閉じないでください。')
    byId('trouble').hidden = true
    const part = await authorPart().catch(() => null)
    try {
      if (part === null) throw new Error('the page is not whole')
      await deliver(part, now.post(part))
      wipe()
      accepted()
    } catch (error) {
      const trouble = error instanceof NoCard ? cards().none : part?.troubleOf(error)
      byId('trouble-title').textContent = trouble?.title ?? 'つながりませんでした'
      byId('trouble-text').textContent = trouble?.text ?? '少し待って、もう一度送ってください。'
      byId('trouble').hidden = false
      byId('trouble').focus()
      say('もう一度送る', '')
    }
    busy = false
  }

  async function deliver(part: Author, post: Post): Promise<void> {
    for (;;) {
      if (envelope === null) {
        const key = await part.fetchProposalKey('')
        const sealed = part.sealMessage(key, post)
        const card = cards().take(key.quarter, key.keyId)
        if (card === null) throw new NoCard()
        envelope = part.cardEnvelope(card, sealed)
      }
      try {
        onTheWay(true)
        return await part.sendEnvelope('', envelope)
      } catch (error) {
        if (part.troubleOf(error).kind !== 'card') throw error
        envelope = null
        onTheWay(false)
      }
    }
  }

  function isLastOf(receipt: string): boolean {
    const right = plain(receipt).slice(-5) === plain(textControl(form, 'last').value).slice(-5)
    const message =
      '書き留めた番号と違います。「控え番号をもう一度見る」で、紙の番号をお確かめください。'
    showFaults(form, right ? [] : [['last', message]])
    return right
  }

  function say(words: string, status: string): void {
    if (press) press.textContent = words
    byId('sending').textContent = status
  }

  function wipe(): void {
    envelope?.fill(0)
    envelope = null
    form.reset()
    showFaults(form, [])
    byId('sending').textContent = ''
  }
}

class NoCard extends Error {}

/** As `normaliseCode` reads a code, without its check. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
}
