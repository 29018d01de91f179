import { createHash } from 'node:crypto'
import { formatKeyId } from '../../server/tokens/key-id.ts'
import type { ProofFiles } from './files.ts'
import { claim, faultList, type Line } from './lines.ts'

const NO_PREVIOUS = '0'.repeat(64)

/** All files speak of one survey, and what was fixed at its announcement is what was published since. */
export function checkKeys(files: ProofFiles): Line[] {
  return [
    checkAgreement(files),
    checkKeyId(files),
    checkChain(files),
    checkListed(files),
    checkQuestionnaire(files),
    checkSlips(files),
  ]
}

function checkAgreement({
  results,
  cards,
  record,
  survey,
  questionnaire,
  slips,
}: ProofFiles): Line {
  const { faults, require } = faultList()
  const ids = [results.set, cards, record, questionnaire, ...(slips === null ? [] : [slips])]
  require(ids.every(
    (file) => file.survey === survey.survey,
  ), '違うアンケートのファイルが混ざっています。')
  require(record.title === survey.title, '開封・集計記録の名前が、アンケートの名前と違います。')
  require(cards.signingKey === survey.signingKey &&
    cards.tallyKey === survey.tallyKey, 'cards.json の鍵が、survey.json の鍵と違います。')
  require(cards.eligible === survey.eligible &&
    record.eligible === survey.eligible, '対象者の人数が、ファイルによって違います。')
  const asked = questionnaire.asked?.people
  require(asked === undefined ||
    asked === survey.eligible, `対象者の人数が、実施の決定（${asked}人）と違います。`)
  for (const name of ['cardsIssued', 'slipPeople', 'reissued'] as const) {
    require(cards[name] === record[name], `${name} が、cards.json と record.json で違います。`)
  }
  require(JSON.stringify(cards.slips) ===
    JSON.stringify(record.slips), '紙の回答券の枚数が、cards.json と record.json で違います。')
  return claim('ファイルの組み合わせ', faults, `${survey.title}（${survey.survey}）の一式です。`)
}

function checkKeyId({ survey, cards, record }: ProofFiles): Line {
  const { faults, require } = faultList()
  const own = keyIdOf(survey)
  require(cards.keyId ===
    own, `cards.json の鍵の番号 ${cards.keyId} が、鍵から計算した ${own} と違います。`)
  require(record.keyId ===
    own, `record.json の鍵の番号 ${record.keyId} が、鍵から計算した ${own} と違います。`)
  return claim('鍵の番号', faults, `${own}。お知らせの紙の番号と見比べてください。`)
}

function checkChain({ keys, earlier }: ProofFiles): Line {
  const { faults, require } = faultList()
  let previous = NO_PREVIOUS
  for (const [i, { text, hash, entry }] of keys.entries()) {
    require(sha256(text) === hash, `${i + 1}件目が、その照合値と合いません。`)
    require(entry.number === i + 1, `${i + 1}件目の番号が ${entry.number} です。`)
    require(entry.previous === previous, `${i + 1}件目が、その前の件とつながっていません。`)
    previous = hash
  }
  const goesOn = earlier?.every(({ text }, i) => keys[i]?.text === text) ?? true
  require(goesOn, '前に保存した一覧（keys-earlier.json）の続きではありません。')
  return claim(
    '鍵の一覧のつながり',
    faults,
    `${keys.length}件が途切れずつながっています。最後の照合値は ${previous.slice(0, 16)}… です。${earlier === null ? '前に保存した一覧があれば、keys-earlier.json として置くと、その続きかを確かめます。' : '前に保存した一覧の続きです。'}`,
  )
}

function checkListed({ keys, survey }: ProofFiles): Line {
  const what = '鍵の一覧との一致'
  const { faults, require } = faultList()
  const own = keys.map(({ entry }) => entry).filter((entry) => entry.survey === survey.survey)
  if (own.length === 0) return claim(what, ['このアンケートが、鍵の一覧にありません。'], '')
  require(own.filter(({ event }) => event === 'announced').length <= 1, '実施の決定が2件あります。')
  for (const entry of own) {
    const at = `${entry.number}件目`
    const sameKeys = entry.signingKey === survey.signingKey && entry.tallyKey === survey.tallyKey
    require(sameKeys &&
      entry.keyId === keyIdOf(survey), `${at}の鍵が、survey.json の鍵と違います。`)
    require(entry.questionnaireHash === survey.questionnaireHash, `${at}の設問の照合値が違います。`)
    require(entry.slipsListHash ===
      (survey.slips?.listHash ?? null), `${at}の紙の回答券の照合値が違います。`)
  }
  const since = own[0]?.day ?? ''
  return claim(what, faults, `${own.length}件すべてが同じ鍵と設問です（${since}から）。`)
}

function checkQuestionnaire({ survey, record, results }: ProofFiles): Line {
  const { faults, require } = faultList()
  const hash = sha256(survey.questionnaire)
  require(hash ===
    survey.questionnaireHash, '設問と公表の計画が、survey.json の照合値と合いません。')
  require(hash ===
    record.questionnaireHash, '設問と公表の計画が、開封・集計記録の照合値と合いません。')
  require(sha256(results.bytes) ===
    record.publishedHash, '公表データ（results.json）が、開封・集計記録の照合値と合いません。')
  return claim('設問と公表データの照合値', faults, '実施の決定、開封・集計記録と一致します。')
}

function checkSlips({ slips, survey, cards }: ProofFiles): Line {
  const what = '紙の回答券の一覧'
  if (survey.slips === null && slips === null && cards.slips === null) {
    return claim(what, [], '紙の回答券を使わないアンケートです。')
  }
  const { faults, require } = faultList()
  if (survey.slips === null || slips === null || cards.slips === null) {
    const missing = [
      slips === null ? 'slips.json' : '',
      survey.slips === null ? 'survey.json の slips' : '',
      cards.slips === null ? 'cards.json の slips' : '',
    ].filter((name) => name !== '')
    return claim(
      what,
      [`紙の回答券を使うアンケートですが、${missing.join('と')}がありません。`],
      '',
    )
  }
  const { hashes, printed, listHash } = slips
  require(hashes.every(
    (hash, i) => i === 0 || (hashes[i - 1] ?? '') < hash,
  ), '一覧が小さい順でないか、同じ券が2枚あります。')
  require(hashes.length === printed, `一覧は${hashes.length}枚で、印刷した${printed}枚と違います。`)
  const own = sha256(Buffer.from(hashes.join(''), 'hex'))
  require(own === listHash && own === survey.slips.listHash, '一覧が、その照合値と合いません。')
  require(printed === survey.slips.printed &&
    printed === cards.slips.printed, '印刷した枚数が、ファイルによって違います。')
  return claim(what, faults, `前もって公表した${printed.toLocaleString('ja')}枚と一致します。`)
}

/** 80 bits of SHA-256 over both public keys, the signing key first. */
function keyIdOf({ signingKey, tallyKey }: ProofFiles['survey']): string {
  const hash = createHash('sha256')
  for (const key of [signingKey, tallyKey]) hash.update(Buffer.from(key, 'base64'))
  return formatKeyId(hash.digest())
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
