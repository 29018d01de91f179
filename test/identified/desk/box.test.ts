/** The pages of the sealed box, with the real box behind them. */
import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, it } from 'vitest'
import { SEALED_BYTES } from '../../../server/proposals/envelope.ts'
import { encodeCast } from '../../../server/tokens/wire.ts'
import { noise } from '../../promises/checks/box.ts'
import { boxOf } from '../../support/proposal-box.ts'
import { documentOf, pageOf, textOf } from '../office/hand.ts'
import { BASE, deskCity, type DeskCity, people, type Person } from './desk-city.ts'

const BOX = `${BASE}/box`

/** A city with a small box that 提案担当 has made on the page. @returns the passphrase from the sheet. */
async function withBox(city: DeskCity): Promise<string> {
  await city.stores.commons
    .insertInto('setting')
    .values({ key: 'proposals', value: JSON.stringify({ boxSlots: 300 }) })
    .execute()
  return passphraseOf(await city.by('desk').post(`${BOX}/members`))
}

function passphraseOf(sheet: LightMyRequestResponse): string {
  const code = documentOf(sheet).querySelector('.keeper-passphrase')?.textContent ?? ''
  expect([sheet.statusCode, code]).toEqual([200, expect.stringMatching(/^[0-9A-Z-]{15,}$/)])
  return code
}

/** Opens as somebody and waits. @returns what the result page says. */
async function open(city: DeskCity, passphrase: string, person: Person = 'desk'): Promise<string> {
  const by = city.by(person)
  const started = await by.post(`${BOX}/opening`, { passphrase })
  expect([started.statusCode, started.headers.location]).toEqual([303, `${BOX}/opening`])
  for (;;) {
    const progress = (await by.get(`${BOX}/opening/progress.json`)).json<{
      finished: boolean
      next?: string
    }>()
    if (progress.finished) {
      expect(progress.next).toBe(`${BOX}/opening`)
      return textOf(await by.get(`${BOX}/opening`))
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('The proposal box', () => {
  it('begins with the first passphrase, which is shown once on a sheet and proved from paper', async () => {
    const city = await deskCity()
    const before = await city.by('desk').get(BOX)
    expect(textOf(before)).toContain('提案をまだ受け付けていません')
    const passphrase = await withBox(city)
    const page = await city.by('desk').get(BOX)
    expect(page.body).not.toContain(passphrase)
    expect(textOf(page)).toContain(`${people.desk}（あなた）`)
    expect(textOf(page)).toContain('令和8年10月1日（木）から令和8年12月31日（木）まで')
    const typo = await city.by('desk').post(`${BOX}/check`, { passphrase: passphrase.slice(0, -1) })
    expect(typo.statusCode).toBe(422)
    expect(typo.body).not.toContain(passphrase.slice(0, -1))
    const proof = await city
      .by('desk')
      .post(`${BOX}/check`, { passphrase: passphrase.toLowerCase() })
    expect([proof.statusCode, proof.headers.location]).toEqual([303, `${BOX}?notice=proved`])
  })

  it('is opened in the morning: arrivals come to the desk, and the page says nothing of how many', async () => {
    const city = await deskCity()
    const passphrase = await withBox(city)
    const box = boxOf(city, passphrase)
    for (let i = 0; i < 3; i += 1) {
      await box.send(await box.post(box.author(), { title: `届いた提案${i + 1}` }))
    }
    expect(textOf(await city.by('desk').get(`${BASE}?show=all`))).not.toContain('届いた提案')
    const result = await open(city, passphrase)
    expect(result).toContain('開封が終わりました')
    expect(result).toContain('到着と処理へ')
    expect(result).not.toMatch(/[0-9０-９]+件/)
    expect(result).not.toContain('読み取れないもの')
    const opening = await city.by('desk').get(`${BOX}/opening/progress.json`)
    expect(opening.json()).toEqual({
      phase: '終わりました',
      done: 1,
      total: 1,
      finished: true,
      next: `${BOX}/opening`,
    })
    const list = textOf(await city.by('desk').get(`${BASE}?show=arrivals`))
    for (const title of ['届いた提案1', '届いた提案2', '届いた提案3']) expect(list).toContain(title)
    const audit = await city.stores.identity
      .selectFrom('audit')
      .select(['actor', 'act', 'detail'])
      .where('act', '=', '提案箱を開封')
      .execute()
    expect(audit).toEqual([{ actor: people.desk, act: '提案箱を開封', detail: '' }])
  })

  it('waits while there are fewer than three, and says so without a number', async () => {
    const city = await deskCity()
    const passphrase = await withBox(city)
    const box = boxOf(city, passphrase)
    await box.send(await box.post(box.author(), { title: 'ひとつだけの提案' }))
    const result = await open(city, passphrase)
    expect(result).toContain('届いたものが3件に満たないため、まだ開けません')
    expect(result).not.toMatch(/[^3]件の提案/)
    const page = textOf(await city.by('desk').get(BOX))
    expect(page).toContain('届いているかどうかは、開けるまで分かりません。')
    expect(page).toContain('3件に届くのを待ち始めた日令和8年11月20日（金）')
    expect(page).not.toMatch(/[12]件/)
    expect(city.system.proposals.ledger.all()).toEqual([])
  })

  it('shows the same page whatever has arrived, and says in words that something could not be read', async () => {
    const city = await deskCity()
    const passphrase = await withBox(city)
    const box = boxOf(city, passphrase)
    const before = (await city.by('desk').get(BOX)).body
    for (const card of await box.cards('post', 7)) {
      await box.send(encodeCast({ ...card, sealed: noise(SEALED_BYTES) }))
    }
    expect((await city.by('desk').get(BOX)).body).toBe(before)
    const result = await open(city, passphrase)
    expect(result).toContain('読み取れないものがありました')
    expect(result).not.toMatch(/[0-9０-９]+件/)
  })

  it('is not opened in the evening or at the weekend, and says when', async () => {
    const city = await deskCity()
    const passphrase = await withBox(city)
    for (const time of ['2026-11-20T16:00:00+09:00', '2026-11-21T10:00:00+09:00']) {
      city.clock.now = new Date(time)
      const refused = await city.by('desk').post(`${BOX}/opening`, { passphrase })
      expect(refused.statusCode).toBe(422)
      expect(textOf(refused)).toContain('開庁日の6時から16時まで')
      expect(refused.body).not.toContain(passphrase)
    }
  })

  it('is opened by a second person with an own passphrase, made while a holder stands by', async () => {
    const city = await deskCity()
    const first = await withBox(city)
    const page = pageOf(await city.by('second').get(BOX))
    expect(page.queryByLabelText('あなたの合言葉')).toBeNull()
    const alone = await city.by('second').post(`${BOX}/members`)
    expect([alone.statusCode, textOf(alone)]).toEqual([
      422,
      expect.stringContaining('立ち会う人を選んでください。'),
    ])
    const wrong = await city
      .by('second')
      .post(`${BOX}/members`, { voucher: people.desk, voucherPassphrase: 'WRONG-WORDS' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).not.toContain('WRONG-WORDS')
    const select = pageOf(wrong).getByLabelText('立ち会う人')
    expect(select.querySelector('option[selected]')?.getAttribute('value')).toBe(people.desk)
    const stranger = await city
      .by('second')
      .post(`${BOX}/members`, { voucher: people.head, voucherPassphrase: first })
    expect(stranger.statusCode).toBe(422)
    const second = passphraseOf(
      await city
        .by('second')
        .post(`${BOX}/members`, { voucher: people.desk, voucherPassphrase: first }),
    )
    expect(second).not.toBe(first)
    expect(await open(city, second, 'second')).toContain('新しく届いたものはありませんでした')
    const other = await city.by('second').post(`${BOX}/opening`, { passphrase: first })
    expect(other.statusCode).toBe(422)
  })

  it('takes a passphrase away from somebody who moves on, and the last one only after a second look', async () => {
    const city = await deskCity()
    const first = await withBox(city)
    const second = passphraseOf(
      await city
        .by('second')
        .post(`${BOX}/members`, { voucher: people.desk, voucherPassphrase: first }),
    )
    await city.stores.identity
      .deleteFrom('role')
      .where('person', '=', people.desk)
      .where('role', '=', 'secretariat')
      .execute()
    const by = city.by('second')
    expect(textOf(await by.get(BOX))).toContain(`${people.desk} 提案担当の役割なし`)
    expect(
      (await by.post(`${BOX}/members/removal`, { person: people.desk })).headers.location,
    ).toBe(`${BOX}?notice=removed`)
    const last = await by.post(`${BOX}/members/removal`, { person: people.second })
    expect(last.headers.location).toBe(`${BOX}/last/removal`)
    const look = await by.get(`${BOX}/last/removal`)
    expect(textOf(look)).toContain('封をしたままの提案は失われます')
    expect((await by.post(`${BOX}/last/removal`)).statusCode).toBe(422)
    expect(await open(city, second, 'second')).toContain('新しく届いたもの')
    expect((await by.post(`${BOX}/last/removal`, { sure: 'yes' })).statusCode).toBe(303)
    expect(textOf(await by.get(BOX))).toContain('今の提案箱を開けられる人がいません')
    const renewed = passphraseOf(await by.post(`${BOX}/last/renewal`, { sure: 'yes' }))
    city.clock.now = new Date('2026-11-24T10:00:00+09:00')
    expect(await open(city, renewed, 'second')).toContain('新しく届いたもの')
    const acts = await city.stores.identity
      .selectFrom('audit')
      .select('act')
      .orderBy('id')
      .execute()
    expect(acts.map(({ act }) => act)).toEqual(
      expect.arrayContaining([
        '提案箱の合言葉を作成',
        '提案箱の合言葉を廃止',
        '提案箱の合言葉を廃止（最後の1人）',
        '提案箱を作り直し（前の箱は廃棄）',
      ]),
    )
  })

  it('never gives a passphrase back: not to a page, a log or the record', async () => {
    const city = await deskCity()
    const passphrase = await withBox(city)
    await city.by('desk').post(`${BOX}/opening`, { passphrase: `${passphrase}X` })
    await open(city, passphrase)
    const audit = JSON.stringify(
      await city.stores.identity.selectFrom('audit').selectAll().execute(),
    )
    for (const text of [city.log(), audit]) expect(text).not.toContain(passphrase)
    expect(textOf(await city.by('desk').post(`${BOX}/opening`, { passphrase: ' ' }))).toContain(
      '合言葉を入力してください。',
    )
  })

  it('has nothing to show before an opening, and no door for other roles', async () => {
    const city = await deskCity()
    expect((await city.by('desk').get(`${BOX}/opening`)).headers.location).toBe(BOX)
    expect((await city.by('desk').get(`${BOX}/opening/progress.json`)).statusCode).toBe(404)
    expect((await city.by('desk').post(`${BOX}/opening/cancellation`)).statusCode).toBe(409)
    expect((await city.by('desk').get(`${BOX}/last/anything`)).statusCode).toBe(404)
    for (const who of ['compliance', 'hr', 'admin', 'head', 'staff'] as const) {
      for (const path of ['/members', '/opening', '/members/removal', '/last/renewal', '/check']) {
        expect([who, path, (await city.by(who).post(`${BOX}${path}`)).statusCode]).toEqual([
          who,
          path,
          403,
        ])
      }
    }
  })
})
