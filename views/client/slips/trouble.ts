import { DoorRefusal } from '../protocol/doors.ts'
import { ProtocolViolation } from '../protocol/violation.ts'

/** Why a slip could not be used, in the words of the page. */
export interface Trouble {
  readonly title: string
  readonly text: string
  /** The same slip may well be accepted in a moment. */
  readonly again: boolean
}

/** Whom to ask: the one who laid out the slips. */
export type SlipOffice = '人事課' | '行政管理課'

/** No survey is open that has slips. */
export const noSurvey: Trouble = {
  title: '今は、紙の回答券を使えません',
  text: '回答を受け付けているアンケートがありません。受付の期間が、券に書いてあります。券は使われていません。',
  again: false,
}

/** An answer was sent with this slip before. */
export const answerSent: Trouble = {
  title: 'この回答券は、前に使われています',
  text: 'この券での回答は、届いています。続けて入力しても、数えられません。ご自分の券で、まだ答えていないときは、人事課にある別の券をお使いください。この券は、細断してください。',
  again: false,
}

/** A proposal was sent with this slip before. */
export const proposalSent: Trouble = {
  title: 'この提案券は、前に使われています',
  text: '同じ提案券で送れる提案は、1件だけです。もう1件提案するときは、新しい提案券をお使いください。',
  again: false,
}

/** Nothing of an error's own text is shown unless it comes from the closed catalogue of refusals. */
export function troubleOf(error: unknown, office: SlipOffice): Trouble {
  if (error instanceof ProtocolViolation) {
    return {
      title: '安全を確かめられないため、止めました',
      text: `封をする鍵か、届いた内容が正しくありません。券は使われていません。この画面のまま、${office}へお知らせください。`,
      again: false,
    }
  }
  if (isStorageRefusal(error)) return noMemory
  if (!(error instanceof DoorRefusal) || error.status === 0) return offline
  const { status, type, title, detail } = error
  const known = refusals[type.slice(type.lastIndexOf('/') + 1)]?.(office)
  if (known !== undefined) return { ...known, again: false }
  // A gateway on the way answers without our words.
  if (type === 'about:blank') return offline
  return { title, text: detail, again: status === 503 || status === 429 }
}

/** Where the next slip is: nobody is asked for one of proposals. */
const placeOf: Readonly<Record<SlipOffice, string>> = { 人事課: '人事課', 行政管理課: '置き場' }

const refusals: Readonly<
  Record<string, ((office: SlipOffice) => Pick<Trouble, 'title' | 'text'>) | undefined>
> = {
  'slip-unknown': (office) => ({
    title: 'この番号の券は、登録されていません',
    text: `番号を入力したときは、4文字ずつ、紙と見比べてください。${office === '人事課' ? '前の回の券は使えません。' : ''}QRを読み取ってもこの表示になるときは、${placeOf[office]}にある別の券をお使いください。`,
  }),
  'slip-used': (office) => ({
    title:
      office === '人事課' ? 'この券は、ほかの端末で使われています' : 'この券は、前に使われています',
    text:
      office === '人事課'
        ? '1枚の券は、1回しか使えません。心当たりがないときは、人事課にある別の券をお使いください。この券は、細断してください。'
        : '1枚の券は、1回しか使えません。読み取った後、送らないまま四半期が替わった券も使えません。置き場にある別の券をお使いください。',
  }),
  'survey-closed': () => ({
    title: '受付は終わりました',
    text: '券に書かれた締切を過ぎたため、この券はもう使えません。細断してください。結果は、集計が終わると公表されます。',
  }),
  'not-open': (office) =>
    office === '人事課'
      ? {
          title: '受付は、まだ始まっていません',
          text: '受付の期間は、券に書いてあります。始まってから、同じ券をもう一度お使いください。券は使われていません。',
        }
      : {
          title: '提案箱の準備ができていません',
          text: '行政管理課へお問い合わせください。券は使われていません。同じ券を、後でもう一度お使いいただけます。',
        },
}

const offline: Trouble = {
  title: 'つながりませんでした',
  text: '庁内のネットワークにつながっているかを確かめて、「もう一度試す」を押してください。続けて同じ券を使えます。',
  again: true,
}

const noMemory: Trouble = {
  title: 'この端末では、紙の券を使えません',
  text: 'ブラウザーが、画面を移る間の一時的な記憶を許していません。プライベートブラウズを終えるか、ほかの端末をお使いください。券は使われていません。',
  again: false,
}

/** Of sessionStorage; a request that found nobody is a `TypeError`. */
function isStorageRefusal(error: unknown): boolean {
  return (
    error instanceof DOMException &&
    (error.name === 'QuotaExceededError' || error.name === 'SecurityError')
  )
}
