import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Cards, ProofFiles } from './files.ts'
import { claim, faultList, type Line } from './lines.ts'

const NONCE_BYTES = 32
const SALT_BYTES = 48

/** The used cards: each signed, none twice, and no more of them than were handed out. */
export function checkCards(
  { cards, record, questionnaire }: Pick<ProofFiles, 'cards' | 'record' | 'questionnaire'>,
  report: (done: number, total: number) => void,
): Line[] {
  return [
    checkSignatures(cards, report),
    checkNonces(cards),
    checkCounts(cards, record, questionnaire),
  ]
}

/** RSASSA-PSS with SHA-384, MGF1-SHA-384 and a salt of 48 bytes over the nonce (RFC 8017 §8.1, RFC 9474). */
function checkSignatures(list: Cards, report: (done: number, total: number) => void): Line {
  const what = '回答券の署名'
  const key = publicKeyOf(list.signingKey)
  if (key === null) return claim(what, ['署名の鍵を、RSAの公開鍵として読めません。'], '')
  const { modulusLength = 0, publicExponent } = key.asymmetricKeyDetails ?? {}
  const faults: string[] = []
  if (modulusLength !== 3072 || publicExponent !== 65_537n) {
    faults.push('署名の鍵が、3072ビット、e = 65537 のRSAの鍵ではありません。')
  }
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES }
  const total = list.cards.length
  for (const [i, { nonce, signature }] of list.cards.entries()) {
    const good = verify(
      'sha384',
      Buffer.from(nonce, 'base64'),
      pss,
      Buffer.from(signature, 'base64'),
    )
    if (!good) faults.push(`${i + 1}枚目の署名が正しくありません。`)
    if ((i + 1) % 500 === 0) report(i + 1, total)
  }
  return claim(what, faults, `${number(total)}枚すべてに、この鍵の正しい署名があります。`)
}

function checkNonces({ cards }: Cards): Line {
  const { faults, require } = faultList()
  const nonces = cards.map(({ nonce }) => Buffer.from(nonce, 'base64'))
  for (const [i, nonce] of nonces.entries()) {
    const before = nonces[i - 1]
    const plain = nonce.length === NONCE_BYTES && nonce.toString('base64') === cards[i]?.nonce
    require(plain, `${i + 1}枚目の番号が、32バイトの正しいBase64ではありません。`)
    if (before === undefined) continue
    const order = Buffer.compare(before, nonce)
    require(order !== 0, `${i}枚目と${i + 1}枚目が同じ回答券です。`)
    require(order <= 0, `${i + 1}枚目が、番号の順に並んでいません。`)
  }
  return claim('回答券の重なり', faults, '同じ回答券は2枚ありません。番号の順に並んでいます。')
}

function checkCounts(
  list: Cards,
  record: ProofFiles['record'],
  q: ProofFiles['questionnaire'],
): Line {
  const { faults, require } = faultList()
  const spent = list.cards.length
  const { eligible, cardsIssued, slipPeople, reissued, slips } = list
  const exchanged = slips?.exchanged ?? 0
  const cap = Math.max(1, Math.floor((eligible * REISSUED_PERCENT) / 100))
  require(record.cardsSpent === spent &&
    record.ballots ===
      spent, `回答${record.ballots}件と、使われた回答券${record.cardsSpent}枚、一覧の${spent}枚が一致しません。`)
  require(spent <=
    cardsIssued +
      exchanged, `使われた${spent}枚が、渡した${cardsIssued + exchanged}枚を超えています。`)
  require(cardsIssued <=
    eligible -
      slipPeople +
      reissued, `サインインで渡した${cardsIssued}枚が、対象者${eligible - slipPeople}人と再発行${reissued}枚の計を超えています。`)
  require(reissued <= cap, `再発行${reissued}枚が、上限の${cap}枚を超えています。`)
  require(slipPeople <=
    eligible, `紙の回答券の人${slipPeople}人が、対象者${eligible}人を超えています。`)
  require(slipPeople ===
    (q.slips?.people ??
      0), `紙の回答券の人数が、実施の決定（${q.slips?.people ?? 0}人）と違います。`)
  if (slips !== null) {
    const { printed, spoilt, unused } = slips
    require(printed ===
      q.slips
        ?.printed, `印刷した紙の回答券の枚数が、実施の決定（${q.slips?.printed ?? 0}枚）と違います。`)
    require(exchanged + (unused ?? 0) <=
      printed, `引き換えた${exchanged}枚と未使用${unused ?? 0}枚の計が、印刷した${printed}枚を超えています。`)
    require(exchanged <=
      slipPeople +
        (spoilt ??
          0), `引き換えた${exchanged}枚が、紙の回答券の${slipPeople}人と書き損じ${spoilt ?? 0}枚の計を超えています。`)
  }
  const { respondents, malformed } = record
  require(respondents === null ||
    respondents + malformed ===
      record.ballots, `回答者${respondents ?? 0}人と読めなかった${malformed}件の計が、回答${record.ballots}件と違います。`)
  const paper = slips === null ? '' : `＋紙の回答券を引き換えた${number(exchanged)}枚`
  return claim(
    '枚数のつじつま',
    faults,
    `回答${number(record.ballots)}件＝使われた回答券${number(spent)}枚 ≦ サインインで渡した${number(cardsIssued)}枚${paper}。対象者は${number(eligible)}人です。`,
  )
}

/** Of the eligible; one at least. */
const REISSUED_PERCENT = 2

function publicKeyOf(spki: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'rsa' ? key : null
  } catch {
    return null
  }
}

function number(count: number): string {
  return count.toLocaleString('ja')
}
