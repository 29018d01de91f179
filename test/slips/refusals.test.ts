import { expect, it } from 'vitest'
import { Problem, type ProblemCode } from '../../server/http/problems.ts'
import { DoorRefusal } from '../../views/client/protocol/doors.ts'
import { ProtocolViolation } from '../../views/client/protocol/violation.ts'
import {
  noSurvey,
  proposalSent,
  type Trouble,
  troubleOf,
} from '../../views/client/slips/trouble.ts'

const refused = (code: ProblemCode) => {
  const problem = new Problem(code)
  return new DoorRefusal(problem.status, problem.toJSON())
}
/** As the page shows it in Japanese. */
const said = ({ title, text }: Pick<Trouble, 'title' | 'text'>) =>
  [title, text].map(String).join('｜')
const words = (error: unknown, office: '人事課' | '行政管理課' = '人事課') =>
  said(troubleOf(error, office))

it('each refusal of a slip says what happened and what to do next', () => {
  expect(words(refused('slip-unknown'))).toBe(
    'この番号の券は、登録されていません｜番号を入力したときは、4文字ずつ、紙と見比べてください。前の回の券は使えません。QRを読み取ってもこの表示になるときは、人事課にある別の券をお使いください。',
  )
  expect(words(refused('slip-unknown'), '行政管理課')).toContain('置き場にある別の券')
  expect(words(refused('slip-used'))).toBe(
    'この券は、ほかの端末で使われています｜1枚の券は、1回しか使えません。心当たりがないときは、人事課にある別の券をお使いください。この券は、細断してください。',
  )
  expect(words(refused('slip-used'), '行政管理課')).toBe(
    'この券は、前に使われています｜1枚の券は、1回しか使えません。読み取った後、送らないまま四半期が替わった券も使えません。置き場にある別の券をお使いください。',
  )
  expect(words(refused('survey-closed'))).toBe(
    '受付は終わりました｜券に書かれた締切を過ぎたため、この券はもう使えません。細断してください。結果は、集計が終わると公表されます。',
  )
  expect(words(refused('not-open'))).toBe(
    '受付は、まだ始まっていません｜受付の期間は、券に書いてあります。始まってから、同じ券をもう一度お使いください。券は使われていません。',
  )
  expect(words(refused('not-open'), '行政管理課')).toBe(
    '提案箱の準備ができていません｜行政管理課へお問い合わせください。券は使われていません。同じ券を、後でもう一度お使いいただけます。',
  )
  expect(words(new ProtocolViolation('key'))).toBe(
    '安全を確かめられないため、止めました｜封をする鍵か、届いた内容が正しくありません。券は使われていません。この画面のまま、人事課へお知らせください。',
  )
  expect(words(new DOMException('no', 'QuotaExceededError'))).toBe(
    'この端末では、紙の券を使えません｜ブラウザーが、画面を移る間の一時的な記憶を許していません。プライベートブラウズを終えるか、ほかの端末をお使いください。券は使われていません。',
  )
  expect(words(refused('slip-withdrawn'), '行政管理課')).toBe(
    'この紙の提案券は、使えなくなりました。｜提案担当が、同じときに印刷した紙をすべて無効にしました。新しい紙をお使いください。何も送られていません。',
  )
  expect(said(noSurvey)).toBe(
    '今は、紙の回答券を使えません｜回答を受け付けているアンケートがありません。受付の期間が、券に書いてあります。券は使われていません。',
  )
  expect(said(proposalSent)).toBe(
    'この提案券は、前に使われています｜同じ提案券で送れる提案は、1件だけです。もう1件提案するときは、新しい提案券をお使いください。',
  )
})

it('where nobody answered, or a gateway without our words, the same slip may be tried again', () => {
  const offline =
    'つながりませんでした｜庁内のネットワークにつながっているかを確かめて、「もう一度試す」を押してください。続けて同じ券を使えます。'
  for (const error of [
    new DoorRefusal(0, {}),
    new TypeError('fetch failed'),
    new DoorRefusal(502, {}),
  ]) {
    expect(words(error)).toBe(offline)
    expect(troubleOf(error, '人事課').again).toBe(true)
  }
  expect(troubleOf(refused('busy'), '人事課').again).toBe(true)
  for (const code of ['slip-unknown', 'slip-used', 'survey-closed', 'not-open'] as const)
    expect(troubleOf(refused(code), '人事課').again).toBe(false)
})
