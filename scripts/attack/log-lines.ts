import { type Attempt, type Attack, traces } from './attempt.ts'
import type { Evidence } from './evidence.ts'
import { count, firstOf } from './words.ts'

const ADDRESS =
  /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])|::ffff:[0-9a-f.:]+|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])/gi
const PORT = /"?(?:remotePort|port)"?\s*[:=]\s*\d{2,5}/i
const VOICE = /(?:\/|%2f)+voice(?:\/|%2f)/i
const STAFF = /(?:\/|%2f)+staff(?:\/|%2f)/i
/** What the program says of itself when it starts to listen. */
const OWN = /Server listening at|"msg":"(?:listening|.*(?:http|https):\/\/(?:127|0)\.)/

/**
 * With Fastify's usual log 200 of 200 people could be joined by their address. The anonymous side logs
 * nothing at all; lines of the staff side name neither address nor port.
 */
export const logLines: Attack = {
  id: 'T6',
  slug: 'log-lines',
  title: 'ログ',
  run: (evidence) => [voiceLines(evidence), addresses(evidence), joins(evidence)],
}

function linesOf({ logs }: Evidence): string[] {
  return logs.flatMap(({ text }) => text.split(/\r?\n/)).filter((line) => line !== '')
}

function voiceLines(evidence: Evidence): Attempt {
  const lines = linesOf(evidence)
  const hits = lines.filter((line) => VOICE.test(line))
  return traces(
    {
      tried: 'ログの行に、回答や提案の宛先（/voice/ の下）がないか',
      meaning: 'ログの行のうち、声の側の通信が写っている割合',
    },
    lines.length,
    hits.length,
    firstOf(hits.map(shortened), 2),
  )
}

function addresses(evidence: Evidence): Attempt {
  const lines = linesOf(evidence)
  const hits = lines.filter(
    (line) => !OWN.test(line) && (line.match(ADDRESS) !== null || PORT.test(line)),
  )
  return traces(
    {
      tried: 'ログの行に、端末のアドレスやポートがないか',
      meaning: 'ログの行のうち、端末が読める割合',
    },
    lines.length,
    hits.length,
    firstOf(hits.map(shortened), 2),
  )
}

/** A message and a sign-in from one address are of one PC. */
function joins(evidence: Evidence): Attempt {
  const lines = linesOf(evidence).filter((line) => !OWN.test(line))
  const addressesIn = (line: string) => line.match(ADDRESS) ?? []
  const staff = new Map<string, number>()
  for (const line of lines.filter((one) => STAFF.test(one))) {
    for (const address of addressesIn(line)) staff.set(address, (staff.get(address) ?? 0) + 1)
  }
  const casts = lines.filter((line) => VOICE.test(line) && /\bPOST\b/i.test(line))
  const joined = casts.filter((line) => addressesIn(line).some((address) => staff.has(address)))
  return traces(
    {
      tried: '同じアドレスのサインインと、回答・提案の送信をつなぐ',
      meaning: '声の側への送信のうち、サインインとつながった割合',
    },
    casts.length,
    joined.length,
    joined.length === 0 ? [] : [`${count(joined.length)}件の送信が職員側の行とつながる`],
  )
}

function shortened(line: string): string {
  return line.length <= 120 ? line : `${line.slice(0, 120)}…`
}
