import { Window } from 'happy-dom'
import { decodeQR } from 'qr/decode.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readSlipCode } from '../../server/tokens/slip-code.ts'
import { slipHash } from '../../views/client/protocol/slip.ts'
import { makePrinting } from '../../views/client/slips/printed-codes.ts'
import { type PrintingFacts, readFacts } from '../../views/client/slips/printing-facts.ts'
import { drawQr } from '../../views/client/slips/qr-drawing.ts'
import { registerSlips } from '../../views/client/slips/register-slips.ts'
import { laySheets } from '../../views/client/slips/sheets.ts'

const facts: PrintingFacts = {
  kind: 'survey',
  count: 17,
  post: '/staff/office/surveys/s1/slips',
  back: '/staff/office/surveys/s1',
  title: '令和8年度 職員アンケート',
  closes: '11月30日（月）17時',
  contact: '人事課',
  origin: 'https://kaze.city.local',
  isSample: false,
}

let document: Document
beforeEach(() => {
  document = new Window().document as unknown as Document
  vi.stubGlobal('document', document)
})
afterEach(() => void vi.unstubAllGlobals())

const print = (kind: 'survey' | 'proposal', count: number) => makePrinting(kind, count, () => {})

async function sheetsOf(other: Partial<PrintingFacts> = {}) {
  const all = { ...facts, ...other }
  const { codes } = await print(all.kind, all.count)
  const place = document.createElement('div')
  await laySheets(place, all, codes, () => {})
  return { place, codes, slips: [...place.querySelectorAll('.slip')] }
}

/** What a camera would see of a drawing made of bars. */
function seen(svg: Element | null): string {
  const size = Number(svg?.getAttribute('viewBox')?.split(' ')[2])
  const scale = 4
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, run] of svg
    ?.querySelector('path')
    ?.getAttribute('d')
    ?.matchAll(/M(\d+) (\d+)h(\d+)v1/g) ?? []) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let at = Number(x) * scale; at < (Number(x) + Number(run)) * scale; at += 1)
        data.fill(0, (row * width + at) * 4, (row * width + at) * 4 + 3)
    }
  }
  return decodeQR({ width, height: width, data })
}

describe('A printing', () => {
  it('has as many codes as asked for, no two alike, each of its kind', async () => {
    for (const kind of ['survey', 'proposal'] as const) {
      const { codes } = await print(kind, 60)
      expect(new Set(codes).size).toBe(60)
      for (const code of codes) expect(readSlipCode(code)).toEqual({ kind, code })
    }
  })

  it('sends one hash a slip, sorted, so that their order tells nothing of the sheets', async () => {
    const { codes, hashes } = await print('survey', 60)
    const sent = Array.from({ length: 60 }, (_, i) =>
      Buffer.from(hashes.subarray(i * 32, (i + 1) * 32)).toString('hex'),
    )
    expect(hashes).toHaveLength(60 * 32)
    expect(sent).toEqual(sent.toSorted())
    const own = codes.map((code) => Buffer.from(slipHash(code)).toString('hex'))
    expect(sent).toEqual(own.toSorted())
    expect(sent).not.toEqual(own)
  })

  it('tells how far it is, so that 700 slips do not look like a frozen page', async () => {
    const told: number[] = []
    await makePrinting('survey', 60, (n) => told.push(n))
    expect(told).toEqual([25, 50, 60])
  })
})

describe('The sheets', () => {
  it('hold every code once, eight slips a page', async () => {
    const { place, codes, slips } = await sheetsOf()
    expect(place.querySelectorAll('.slip-sheet')).toHaveLength(3)
    expect(slips).toHaveLength(17)
    const printed = slips.map((slip) => groupsOf(slip).join('-'))
    expect(printed).toEqual(codes)
    for (const slip of slips)
      expect(groupsOf(slip).map(({ length }) => length)).toEqual([4, 4, 4, 4, 2])
    expect(place.textContent).toContain('1／3')
  })

  it('carry a QR that a camera reads: the page’s address with the code behind #', async () => {
    const { slips, codes } = await sheetsOf({ count: 8 })
    const read = slips.map((slip) => seen(slip.querySelector('.slip-qr svg')))
    expect(read).toEqual(codes.map((code) => `https://kaze.city.local/voice/slip#${code}`))
    expect(seen(drawQr('another'))).toBe('another')
  })

  it('say on every slip what calms, until when, and whom to ask', async () => {
    const { slips } = await sheetsOf({ count: 2 })
    for (const slip of slips) {
      expect(slip.querySelector('h2')?.textContent).toBe('紙の回答券')
      for (const words of [
        '令和8年度 職員アンケート',
        'この券に名前はなく、番号の控えもありません。',
        'だれがどの券を受け取ったかは、記録しません。',
        '1枚で1回、回答できます。回答は任意です。',
        '締切　11月30日（月）17時',
        '問い合わせ　人事課',
        'https://kaze.city.local/voice/slip',
      ])
        expect(slip.textContent).toContain(words)
    }
  })

  it('of proposals leave room for the receipt, and name no closing', async () => {
    const { slips } = await sheetsOf({
      kind: 'proposal',
      count: 1,
      closes: '',
      contact: '行政管理課',
    })
    expect(slips[0]?.querySelector('h2')?.textContent).toBe('紙の提案券')
    expect(slips[0]?.textContent).toContain('控え番号（提案の後で、画面から書き写す）')
    expect(slips[0]?.textContent).not.toContain('締切')
  })

  it('of sample data say so on each slip', async () => {
    const { slips } = await sheetsOf({ count: 3, isSample: true })
    expect(slips.map((slip) => slip.querySelector('.slip-sample')?.textContent)).toEqual([
      '見本',
      '見本',
      '見本',
    ])
    expect((await sheetsOf({ count: 1 })).slips[0]?.querySelector('.slip-sample')).toBeNull()
  })

  it('need no style of their own, which the page would not allow', async () => {
    const { place } = await sheetsOf({ count: 9 })
    expect(place.querySelectorAll('[style], style, script')).toHaveLength(0)
  })
})

describe('The page of printing', () => {
  it('reads what it prints off the page', () => {
    const place = document.createElement('div')
    Object.assign(place.dataset, { kind: 'proposal', count: '20', post: '/p', back: '/d' })
    expect(readFacts(place, 'https://a.example')).toEqual({
      kind: 'proposal',
      count: 20,
      post: '/p',
      back: '/d',
      title: '業務改善の提案',
      closes: '',
      contact: '行政管理課',
      origin: 'https://a.example',
      isSample: false,
    })
    place.dataset['count'] = '0'
    expect(() => readFacts(place, '')).toThrow('no slips to print')
  })

  it('goes on only when the server has kept the hashes', async () => {
    const hashes = new Uint8Array(64)
    const answers = (...responses: (Response | Error)[]) =>
      vi.stubGlobal('fetch', async () => {
        const next = responses.shift()
        if (next instanceof Response) return next
        throw next ?? new Error('asked too often')
      })
    answers(new Response(null, { status: 204 }))
    expect(await registerSlips('/p', hashes)).toEqual({ state: 'kept' })
    for (const nothing of [new Error('down'), new Response('', { status: 502 })]) {
      answers(nothing)
      expect(await registerSlips('/p', hashes)).toEqual({
        state: 'lost',
        title: '登録できたかどうかを、確かめられませんでした',
        text: '庁内のネットワークにつながっているかを確かめて、もう一度「登録する」を押してください。同じ番号を送り直すので、二重に登録されることはありません。',
      })
    }
    answers(new Response('', { status: 401 }))
    expect(await registerSlips('/p', hashes)).toEqual({
      state: 'lost',
      title: 'サインインが切れています',
      text: '別のタブでサインインしてから、この画面に戻り、もう一度「登録する」を押してください。番号は、この画面に残っています。',
    })
    const problem = {
      type: '/problems/conflict',
      title: '先に行われました。',
      detail: '開き直す。',
    }
    answers(Response.json(problem, { status: 409 }))
    expect(await registerSlips('/p', hashes)).toEqual({
      state: 'refused',
      title: '先に行われました。',
      text: '開き直す。',
    })
  })
})

function groupsOf(slip: Element): string[] {
  return [...slip.querySelectorAll('.slip-printed-code span')].map((one) => one.textContent ?? '')
}
