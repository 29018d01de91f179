import type { Post } from '../../../server/proposals/message.ts'
import { byId, controlById } from '../answer/page.ts'
import type { Author } from '../author.ts'
import { authorPart } from './author-part.ts'
import { postSaidJa } from '../../words/post-said.ts'
import { type Line, put, silence, speaker } from '../language/spoken.ts'
import { showFaults, textControl } from './fields.ts'
import type { Card } from '../protocol/card.ts'

const { line } = speaker(postSaidJa)

export interface Sending {
  isBusy(): boolean
  wipe(): void
}

/** Where the card comes from. */
export interface CardSource {
  /** A card is handed out once; null: there is none. */
  take(quarter: string, keyId: string): Card | null
  /** What to say then: nothing was sent, and what was typed stays on the page. */
  readonly none: { readonly title: Line; readonly text: Line }
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
    say(line('sendingNow'), line('sealing'))
    byId('trouble').hidden = true
    const part = await authorPart().catch(() => null)
    try {
      if (part === null) throw new Error('the page is not whole')
      await deliver(part, now.post(part))
      wipe()
      accepted()
    } catch (error) {
      const trouble = error instanceof NoCard ? cards().none : part?.troubleOf(error)
      put(byId('trouble-title'), trouble?.title ?? line('unconnected'))
      put(byId('trouble-text'), trouble?.text ?? line('waitAndSend'))
      byId('trouble').hidden = false
      byId('trouble').focus()
      say(line('sendAgain'), null)
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
    showFaults(form, right ? [] : [['last', line('otherReceipt')]])
    return right
  }

  function say(words: Line, status: Line | null): void {
    if (press) put(press, words)
    if (status === null) silence(byId('sending'))
    else put(byId('sending'), status)
  }

  function wipe(): void {
    envelope?.fill(0)
    envelope = null
    form.reset()
    showFaults(form, [])
    silence(byId('sending'))
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
