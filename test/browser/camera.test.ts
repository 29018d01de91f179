/** A slip held before the camera: Chromium plays a film that shows the printed QR. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { encodeQR } from 'qr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { launchBrowser, newPage } from './chromium.ts'
import { clean, picture, questionsOpen, START, stored } from './tablet.ts'

const folder = temporaryFolder('film')
let browser: Browser
let city: SmallCity
let origin: string
beforeAll(async () => {
  city = await smallCity({ people: 8, withoutPc: 4, draft: { slips: { spare: 2 } } })
  origin = await city.origin()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
  rmSync(folder, { recursive: true, force: true })
})

const WIDTH = 640
const HEIGHT = 480

/** An uncompressed film of one picture (YUV4MPEG2): the QR, off the middle, on grey paper. */
function film(text: string): string {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const scale = Math.floor(330 / modules.length)
  const luma = Buffer.alloc(WIDTH * HEIGHT, 150)
  for (const [row, line] of modules.entries()) {
    for (const [column, dark] of line.entries()) {
      for (let y = 0; y < scale; y += 1) {
        const at = (90 + row * scale + y) * WIDTH + 190 + column * scale
        luma.fill(dark ? 40 : 225, at, at + scale)
      }
    }
  }
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    luma,
    Buffer.alloc((WIDTH * HEIGHT) / 2, 128),
  ])
  const file = join(folder, `${Math.random().toString(36).slice(2)}.y4m`)
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F15:1 Ip A1:1 C420\n`)
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]))
  return file
}

/** The camera sees this. */
async function camera(text: string, ...more: string[]) {
  await browser?.close()
  browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film(text)}`,
    ...more,
  ])
}

describe('With the camera', { timeout: 60_000 }, () => {
  it('the QR of a slip is read, and the questions open', async () => {
    const code = city.slips[0] ?? ''
    await camera(`${origin}${START}#${code}`)
    const { page, faults } = await newPage(browser, 820, 1100)
    const addresses: string[] = []
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
    await page.goto(origin + START)
    await page.getByRole('button', { name: 'QRを読み取る' }).click()
    await questionsOpen(page)
    for (const address of addresses) expect(address).not.toContain(code.slice(0, 9))
    expect(await stored(page)).toBe('[[],[]]')
    expect(faults).toEqual([])
  })

  it('the QR of a poster on the wall is told apart, and the search goes on until it is stopped', async () => {
    await camera('https://www.example.jp/')
    for (const width of [820, 390]) {
      const { page, faults } = await newPage(browser, width, 1100)
      await page.goto(origin + START)
      await page.getByRole('button', { name: 'QRを読み取る' }).click()
      await page.getByText('このQRは、紙の券のものではありません。').waitFor()
      await clean(page)
      await picture(page, `scan-${width}`)
      const live = () =>
        page
          .locator('video')
          .evaluate((video: HTMLVideoElement) => (video.srcObject as MediaStream | null)?.active)
      expect(await live()).toBe(true)
      await page.getByRole('button', { name: 'やめる' }).click()
      expect(await live()).toBeUndefined()
      await page.getByRole('button', { name: 'QRを読み取る' }).click()
      await page.getByText('このQRは、紙の券のものではありません。').waitFor()
      await page.getByRole('button', { name: '番号を入力する' }).click()
      expect(await live()).toBeUndefined()
      expect(faults).toEqual([])
    }
  })
})
