import { describe, expect, it } from 'vitest'
import { workCalendar } from '../../../../server/calendar/working-days.ts'
import { mailDesk } from '../../../../server/mail/mail-desk.ts'
import { readMail, type SmtpServer, smtpServer } from '../../../support/smtp-server.ts'
import { documentOf, textOf } from '../hand.ts'
import { DISASTER, FRIDAY, type Office, officeOf, refusedWith } from './changing.ts'

const ALL = 'zenshokuin@example.lg.jp'

async function mailingOffice(now = FRIDAY): Promise<Office & { relay: SmtpServer }> {
  const relay = await smtpServer()
  const mail = { url: relay.url, from: 'jinji@example.lg.jp', all: ALL }
  return { ...(await officeOf({ now, config: { mail } })), relay }
}

/** Sends a text as the page offers it. */
async function send(office: Office, kind: string, other: Record<string, string> = {}) {
  const page = documentOf(await office.get(`notices/mail?kind=${kind}`))
  const subject = page.querySelector('input[name=subject]')?.getAttribute('value') ?? ''
  const body = page.querySelector('textarea')?.textContent ?? ''
  return office.post('notices/mail', { kind, subject, body, ...other })
}

const rowsOf = async ({ city }: Office) =>
  city.stores.commons.selectFrom('mail').selectAll().orderBy('id').execute()

describe('A mail to everybody', () => {
  it('goes once to the one list address, as plain text in UTF-8, with the words of the page', async () => {
    const office = await mailingOffice()
    const sent = await send(office, 'opening')
    expect(sent.headers.location).toBe(`${office.base}/notices?done=sent`)
    expect(office.relay.mails).toHaveLength(1)
    const [taken] = office.relay.mails
    if (taken === undefined) throw new Error('no mail')
    expect([taken.from, taken.to]).toEqual(['jinji@example.lg.jp', [ALL]])
    const { headers, subject, text } = readMail(taken)
    expect(headers.get('to')).toBe(ALL)
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(headers.get('auto-submitted')).toBe('auto-generated')
    expect(subject).toBe('「令和8年度 職員アンケート」の受付を始めました')
    expect(text).toContain(
      '回答は任意です。勤務時間内に回答できます。所属長は、回答したか・何と答えたかを尋ねません。尋ねられたら人事課へ。',
    )
    for (const number of office.city.people) expect(taken.raw).not.toContain(number)
    expect(textOf(await office.get('notices'))).toContain('送信済')
  })

  it('does not go twice: neither at a second press, nor at two presses at once, nor after a restart', async () => {
    const office = await mailingOffice()
    const presses = await Promise.all([send(office, 'opening'), send(office, 'opening')])
    expect(new Set(presses.map(({ statusCode }) => statusCode))).toEqual(new Set([303, 409]))
    await office.city.restart()
    const again = await send(office, 'opening')
    expect(again.statusCode).toBe(409)
    expect(refusedWith(again)).toContain(
      'この文は、すでに送ったか、送る順番を待っています。同じ文は2回送れません。',
    )
    await office.city.system.letTimePass()
    expect(office.relay.mails).toHaveLength(1)
  })

  it.each([
    ['after 16:00 on a Friday', '2026-11-20T16:00:00+09:00', '2026-11-24'],
    ['on a Saturday', '2026-11-21T11:00:00+09:00', '2026-11-24'],
    ['before 8:30', '2026-11-25T08:00:00+09:00', '2026-11-25'],
  ])(
    'waits when it is ordered %s, and goes in the next working morning',
    async (_name, at, day) => {
      const office = await mailingOffice()
      const { city, relay } = office
      city.clock.now = new Date(at)
      const ordered = await send(office, 'opening')
      expect(ordered.headers.location).toBe(`${office.base}/notices?done=waiting`)
      expect((await rowsOf(office)).map(({ state, day: on }) => [state, on])).toEqual([
        ['waiting', day],
      ])
      expect(textOf(await office.hr.get(ordered.headers.location ?? ''))).toContain(
        '翌開庁日の8時30分以後に送ります。それまでは取り消せます。',
      )
      city.clock.now = new Date(`${day}T08:29:00+09:00`)
      await city.system.letTimePass()
      expect(relay.mails).toHaveLength(0)
      city.clock.now = new Date(`${day}T08:30:00+09:00`)
      await city.system.letTimePass()
      await city.system.letTimePass()
      expect(relay.mails).toHaveLength(1)
      expect((await rowsOf(office)).map(({ state }) => state)).toEqual(['sent'])
    },
  )

  it('can be withdrawn while it waits, and then not any more', async () => {
    const office = await mailingOffice()
    office.city.clock.now = new Date('2026-11-20T17:00:00+09:00')
    await send(office, 'opening')
    const withdrawn = await office.post('notices/mail/1/withdrawal')
    expect(withdrawn.headers.location).toBe(`${office.base}/notices?done=withdrawn`)
    const again = await office.post('notices/mail/1/withdrawal')
    expect(again.statusCode).toBe(409)
    expect(refusedWith(again)).toContain(
      'このメールは、すでに送ったか取り消されています。一覧で確かめてください。',
    )
    office.city.clock.now = new Date('2026-11-24T09:00:00+09:00')
    await office.city.system.letTimePass()
    expect(office.relay.mails).toHaveLength(0)
    expect((await send(office, 'opening')).headers.location).toContain('done=sent')
  })

  it.each([
    ['refuse-address', '全職員あてのアドレス（MAIL_ALL）を受け付けませんでした。'],
    ['refuse-message', 'メールの中継サーバーに断られました（応答 554）。'],
    ['ask-password', 'メールの中継サーバーに断られました（応答 530）。'],
    ['break-off', 'メールを送れませんでした。情報担当へ連絡し、届いていないことを確かめてから、'],
  ] as const)(
    'that fails (%s) says why, and goes only when somebody presses again',
    async (behaviour, sentence) => {
      const office = await mailingOffice()
      office.relay.behaviour = behaviour
      const failed = await send(office, 'opening')
      expect(failed.statusCode).toBe(502)
      expect(refusedWith(failed)).toContain(sentence)
      expect(refusedWith(failed)).toContain('もう一度送ってください。')
      expect(failed.body).not.toContain('no such list')
      office.relay.behaviour = 'take'
      const before = office.relay.mails.length
      await office.city.system.letTimePass()
      expect(office.relay.mails).toHaveLength(before)
      const retried = await office.post('notices/mail/1/retry')
      expect(retried.headers.location).toContain('done=sent')
      expect(office.relay.mails).toHaveLength(before + 1)
      expect(refusedWith(await office.post('notices/mail/1/retry'))).toContain(
        'このメールは、今は送り直せません。一覧で今の状態を確かめてください。',
      )
    },
  )

  it('says so when nobody answers at the address of the relay', async () => {
    const mail = { url: 'smtp://127.0.0.1:9', from: 'jinji@example.lg.jp', all: ALL }
    const office = await officeOf({ config: { mail } })
    expect(refusedWith(await send(office, 'opening'))).toContain(
      'メールの中継サーバーにつながりませんでした。サーバーと設定（SMTP_URL）を情報担当へ確かめてから、もう一度送ってください。',
    )
  })

  it('is not sent again by itself after a crash in the middle: it asks an officer', async () => {
    const office = await officeOf()
    const { city } = office
    let handedOver = 0
    const deskWith = (send: () => Promise<void>) =>
      mailDesk({
        commons: city.stores.commons,
        relay: { send },
        now: () => city.clock.now,
        calendar: async () => workCalendar(),
        stillTrue: async () => true,
      })
    const mail = { survey: 'r8', kind: 'opening', subject: '件名', body: '本文' }
    // The relay has the mail, and the program ends before it hears so.
    await new Promise<void>((given) => {
      const dying = deskWith(() => {
        handedOver += 1
        given()
        return new Promise(() => {})
      })
      void dying.order(mail)
    })
    const next = deskWith(async () => {
      handedOver += 1
    })
    await next.sendDue()
    expect(await next.order(mail)).toEqual({ state: 'twice' })
    expect(handedOver).toBe(1)
    expect(textOf(await office.get('notices'))).toContain(
      '送っている途中でサーバーが止まったため、届いたかどうか分かりません。届いていないことを確かめてから、もう一度送ってください。',
    )
    expect(await next.retry('r8', 1)).toEqual({ state: 'sent' })
    expect(handedOver).toBe(2)
  })

  it('is given up when what it says is no longer true', async () => {
    const office = await mailingOffice()
    const { city, relay } = office
    city.clock.now = new Date('2026-11-27T17:00:00+09:00')
    await send(office, 'last')
    await office.post('stop', { from: '2026-11-27', words: DISASTER })
    await send(office, 'middle')
    await office.post('resumption')
    await send(office, 'middle')
    expect((await rowsOf(office)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'last withdrawn',
      'middle withdrawn',
      'middle waiting',
    ])
    city.clock.now = new Date('2026-12-14T09:00:00+09:00')
    await city.system.letTimePass()
    expect(relay.mails).toHaveLength(0)
    expect(textOf(await office.get('notices'))).toContain(
      '送る前にアンケートの状態か日程が変わったため、送りませんでした。新しい文面で送ってください。',
    )
  })

  it('is refused without subject, text or tick; what was typed stays', async () => {
    const office = await mailingOffice()
    const answer = await office.hr.post(`${office.base}/notices/mail`, {
      kind: 'opening',
      subject: '',
      body: ' ',
    })
    expect(answer.statusCode).toBe(422)
    for (const sentence of [
      '件名を入力してください。',
      '本文を入力してください。',
      'すべての職員に1通だけ送られ、取り消せません。よければ、確認の欄に印を付けてください。',
    ]) {
      expect(refusedWith(answer)).toContain(sentence)
    }
    const long = await send(office, 'opening', { body: 'あ'.repeat(4001) })
    expect(refusedWith(long)).toContain('本文は4000文字までにしてください。')
    expect(long.body).toContain('あ'.repeat(4001))
    const early = await office.get('notices/mail?kind=published')
    expect(early.statusCode).toBe(404)
    expect(textOf(early)).toContain(
      'この文は、今のアンケートの状態には合いません。お知らせの文の画面から選び直してください。',
    )
    expect(office.relay.mails).toHaveLength(0)
  })

  it('that failed is not sent any more once the survey has changed', async () => {
    const office = await mailingOffice()
    office.relay.behaviour = 'refuse-address'
    await send(office, 'opening')
    office.relay.behaviour = 'take'
    const before = office.relay.mails.length
    await office.post('cancellation', { words: '設問の誤りのため' })
    const retried = await office.post('notices/mail/1/retry')
    expect(refusedWith(retried)).toContain('日程が変わったため、送りませんでした。')
    expect(office.relay.mails).toHaveLength(before)
  })

  it('is not offered where no relay is set up: the texts are to be copied', async () => {
    const office = await officeOf()
    const page = await office.get('notices')
    expect(textOf(page)).toContain('このシステムからは送りません。文を写して知らせてください。')
    expect(textOf(page)).not.toContain('メールで送る')
    const refused = await send(office, 'opening', { subject: '件名', body: '本文' })
    expect(refused.statusCode).toBe(409)
    expect(refusedWith(refused)).toContain(
      'メールの設定がありません。文を写して、全庁的お知らせか文書管理システムで知らせてください。',
    )
    expect((await office.post('notices/mail/1/withdrawal')).statusCode).toBe(409)
    expect((await office.post('notices/mail/1/retry')).statusCode).toBe(409)
  })
})
