/** What every template must keep: escaping, the content security policy, valid HTML, a legible palette. */
import { problemPageWords } from '../../views/words/problems.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderAnswerPage } from '../../server/anonymous/ballot/answer-page.ts'
import { definePage, type PageFrame } from '../../server/http/pages.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { cardPageWords } from '../../views/words/card-page.ts'
import type { CardWords } from '../../views/words/card.ts'
import { cityQuestionnaire } from './city-questionnaire.ts'
import { contrast, readPalette } from './palette.ts'
import { sampleSite } from '../support/site.ts'
import { htmlFaults } from '../support/valid-html.ts'

const period = {
  opensAt: new Date('2026-11-24T00:00:00Z'),
  closesAt: new Date('2026-12-18T08:00:00Z'),
  stoppedOn: null,
  voices: [],
  changes: [],
}

const templates = filesBelow('views', '.eta').map((path) => ({
  path,
  name: path.slice('views/'.length, -'.eta'.length),
  text: readFileSync(projectFile(path), 'utf8'),
}))

describe('a template', () => {
  it.each(templates)('$path gives out raw text only for includes and the body of a layout', (t) => {
    expect(rawOutputs(t.text)).toEqual([])
  })

  it.each(templates)('$path keeps style and script out of the page', (t) => {
    expect(inlineCode(t.text)).toEqual([])
  })

  it('is shown by a page of the program, or by another template', () => {
    const program = filesBelow('server', '.ts').map((path) =>
      readFileSync(projectFile(path), 'utf8'),
    )
    const lost = templates.filter(({ path, name }) => {
      const page = name.startsWith('pages/') ? name.slice('pages/'.length) : null
      if (page !== null) return !program.some((text) => names(text, 'definePage', page))
      return !templates.some((other) => other.path !== path && other.text.includes(`'/${name}'`))
    })
    expect(lost.map(({ path }) => path)).toEqual([])
  })

  it('would be caught if it broke a rule', () => {
    expect(rawOutputs('<%~ it.data.title %>')).toHaveLength(1)
    expect(inlineCode('<p style="color:red">')).toHaveLength(1)
    expect(inlineCode('<button onclick="x()">')).toHaveLength(1)
    expect(inlineCode('<script>go()</script>')).toHaveLength(1)
    expect(inlineCode('<a href="javascript:go()">')).toHaveLength(1)
  })
})

describe('a rendered page', () => {
  const signedIn = { number: '012345', office: true, admin: true }
  const staff: PageFrame = { title: '回答券の受け取り', place: 'survey', signedIn }
  const card = definePage<
    { survey: { id: string; title: string; closesAt: Date }; keyId: string; issued: boolean },
    CardWords
  >('card', cardPageWords)
  const problem = definePage<
    { status: number; title: string; next: string; isJapanese: boolean },
    (typeof problemPageWords)['ja']
  >('problem', problemPageWords)
  const survey = { id: 'r8', title: '令和8年度 職員アンケート', closesAt: period.closesAt }

  it.each([4, 5] as const)('answer: valid HTML with a scale of %i', (scale) => {
    expect(
      htmlFaults(renderAnswerPage(sampleSite, cityQuestionnaire(scale), period).plain),
    ).toEqual([])
  })

  it.each([true, false])('card: valid HTML, card issued %s', (issued) => {
    expect(
      htmlFaults(card.render(sampleSite, staff, { survey, keyId: 'ABCD-EFGH-JKMN-PQRS', issued })),
    ).toEqual([])
  })

  it('problem: valid HTML', () => {
    const frame: PageFrame = { title: 'お探しのページはありません。', place: 'none' }
    const data = {
      status: 404,
      title: frame.title,
      next: 'はじめのページからお進みください。',
      isJapanese: false,
    }
    expect(htmlFaults(problem.render(sampleSite, frame, data))).toEqual([])
  })
})

describe('the answer page', () => {
  const pages = [sampleSite, { ...sampleSite }].map((s) =>
    renderAnswerPage(s, cityQuestionnaire(5), period),
  )
  const html = String(pages[0]?.plain)

  it('is the same bytes each time', () => {
    expect(pages[0]?.plain.equals(pages[1]?.plain ?? Buffer.alloc(0))).toBe(true)
    expect(pages[0]?.brotli.equals(pages[1]?.brotli ?? Buffer.alloc(0))).toBe(true)
  })

  it('has the one title of the anonymous side', () => {
    expect(html).toContain('<title>職員アンケート</title>')
  })

  it('chooses nothing beforehand', () => {
    expect(html).not.toMatch(/\schecked|\sselected/)
  })

  it('says the promise about appraisal word for word', () => {
    expect(html).toContain(
      'アンケートの回答・集計値、提案の有無や内容、件数は、人事考課に使いません。（見直しの取組そのものは、プログラムにより人事考課の評価項目です。）',
    )
  })

  it('says how fine the answers are published, from the frozen plan', () => {
    const text = html.replaceAll(/<[^>]+>/g, '')
    for (const words of [
      'あなたの回答は、次の区分で公表されます',
      '全庁、部、課、類似所属、職位区分、年代、性別、育児・介護による時間の制約、部×年代、部×性別の集計だけです。',
      '10人に満たない区分は表示しません。課×年代のような細かい組み合わせは公表しません。',
      '20人以上の区分では選択肢ごとの割合、20人未満では',
      '公表する集計：部、課、類似所属、部×年代、部×性別',
      '公表する集計：性別、部×性別',
    ]) {
      expect(text).toContain(words)
    }
    const q = { ...cityQuestionnaire(5), tables: [[], ['bu']], k: 7, kDistribution: 14 }
    const coarse = String(renderAnswerPage(sampleSite, q, period).plain).replaceAll(/<[^>]+>/g, '')
    expect(coarse).toContain('全庁、部の集計だけです。')
    expect(coarse).toContain('7人に満たない区分は表示しません。')
    expect(coarse).not.toContain('「×」は')
    expect(coarse.match(/公表する集計には使いません/g)).toHaveLength(q.attributes.length)
  })

  it('lets people of a nursery choose their kind of workplace, and tells them so', () => {
    expect(html).toContain('\t保育課\t保育園（保育課）')
    expect(html).toContain('課の欄で「保育園（保育課）」のような、施設の種類が付いたもの')
    const q = cityQuestionnaire(5)
    const bureaus = q.bureaus.map((b) => ({
      ...b,
      sections: b.sections.filter((s) => s.within === undefined),
    }))
    const without = String(renderAnswerPage(sampleSite, { ...q, bureaus }, period).plain)
    expect(without).not.toContain('施設の種類')
  })

  it('stays small with three languages: 46 KB, and 10 KB compressed with the sample city’s 部 and 課', () => {
    expect(pages[0]?.plain.length).toBeLessThanOrEqual(46 * 1024)
    expect(pages[0]?.brotli.length).toBeLessThanOrEqual(10 * 1024)
  })

  it('never speaks of an election', () => {
    for (const { text } of templates) expect(text).not.toMatch(/投票|開票|選挙/)
  })
})

describe('the palette', () => {
  const palette = readPalette()

  it.each([
    ['--ink', '--paper'],
    ['--ink', '--paper-soft'],
    ['--ink', '--key-soft'],
    ['--ink', '--good-soft'],
    ['--ink', '--warn-soft'],
    ['--ink', '--bad-soft'],
    ['--ink-soft', '--paper'],
    ['--ink-soft', '--paper-soft'],
    ['--ink-soft', '--key-soft'],
    ['--key', '--paper'],
    ['--key', '--key-soft'],
    ['--key-deep', '--key-mid'],
    ['--key-deep', '--focus-glow'],
    ['--paper', '--key'],
    ['--paper', '--key-deep'],
    ['--paper', '--bad'],
    ['--link', '--paper'],
    ['--link', '--paper-soft'],
    ['--link', '--warn-soft'],
    ['--link-visited', '--paper'],
    ['--link-active', '--paper'],
    ['--good', '--paper'],
    ['--bad', '--paper'],
    ['--warn-ink', '--paper'],
    ['--warn-ink', '--warn-soft'],
    ...[1, 2, 3, 4, 5, 6].map((step) => ['--ink', `.heat-${step}`]),
  ])('text %s on %s is legible (WCAG AA 4.5)', (text, ground) => {
    expect(contrast(palette(text ?? ''), palette(ground ?? ''))).toBeGreaterThanOrEqual(4.5)
  })

  it.each([
    ['--line-strong', '--paper'],
    ['--key', '--paper'],
    ['--bad', '--paper'],
    ['--focus-ring', '--focus-glow'],
    ['.bar-1', '--paper'],
    ['.bar-3', '--paper'],
    ['.bar-1', '.bar-2'],
    ['.bar-3', '.bar-2'],
  ])('shape %s on %s can be made out (WCAG AA 3)', (shape, ground) => {
    expect(contrast(palette(shape), palette(ground))).toBeGreaterThanOrEqual(3)
  })

  it('would fail with a pale grey', () => {
    expect(contrast('#999999', '#ffffff')).toBeLessThan(4.5)
  })
})

/** Raw tags that are neither an include nor the body of a layout. */
function rawOutputs(text: string): string[] {
  return [...text.matchAll(/<%[-_]?\s*~\s*(.*?)%>/gs)]
    .map((match) => match[1]?.trim() ?? '')
    .filter((code) => !/^include\('\/partials\/[\w-]+'[\s\S]*\)$/.test(code) && code !== 'it.body')
}

function inlineCode(text: string): string[] {
  const markup = text.replace(/<%[\s\S]*?%>/g, '')
  return [
    ...markup.matchAll(/\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)/gi),
  ].map(([found]) => found)
}

function names(text: string, call: string, page: string): boolean {
  return text.includes(call) && text.includes(`'${page}'`)
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort()
}
