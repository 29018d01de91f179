import { describe, expect, it } from 'vitest'
import { answerPageBytes } from '../../server/anonymous/ballot/answer-page.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { composeQuestionnaire, type DraftInput } from '../../server/survey/draft.ts'
import { loadQuestionBank } from '../../server/survey/question-bank.ts'
import { findBreaks } from '../../server/survey/series-breaks.ts'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import { sampleSite } from '../support/site.ts'

const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const now = new Date('2026-10-01T00:00:00Z')
const own = {
  id: 'own-1',
  type: 'multi' as const,
  section: 'EFF',
  text: '困っていること（いくつでも）',
  options: ['時間', '道具'],
} satisfies NonNullable<DraftInput['ownItems']>[number]
const draft: DraftInput = {
  ...usualDraft(bank, now),
  ownItems: [own],
  itemIds: [...bank.items.map(({ id }) => id), own.id],
}
const compose = (other: Partial<DraftInput> = {}) =>
  composeQuestionnaire('r8', { ...draft, ...other }, bank, [])

describe('The bank', () => {
  it('says every question, option, section and attribute in やさしい日本語 and in English', () => {
    for (const language of ['easy', 'en'] as const) {
      const words = bank.words[language]
      expect(Object.keys(words.items)).toEqual(bank.items.map(({ id }) => id))
      expect(Object.keys(words.sections)).toEqual(bank.sections.map(({ id }) => id))
      for (const item of bank.items)
        if (item.type === 'multi') expect(words.multi[item.id]).toHaveLength(item.options.length)
      for (const { id, options } of bank.attributes)
        expect(words.attributes[id]?.options).toHaveLength(options.length)
      expect([words.scales[4].length, words.scales[5].length]).toEqual([4, 5])
    }
    expect(JSON.stringify(bank.words.en)).not.toMatch(JAPANESE)
  })

  it('says the programme’s four indicators faithfully', () => {
    const { items } = bank.words.en
    expect(['Q_EFF_KPI', 'Q_ATM_KPI', 'Q_REW_KPI', 'Q_WLB_KPI'].map((id) => items[id])).toEqual([
      'Work is carried out efficiently in my workplace',
      'I feel that relationships and the atmosphere in my workplace are good',
      'I find my present work rewarding',
      'I feel that I am able to balance work and family life',
    ])
  })
})

describe('A questionnaire', () => {
  it('freezes the words of what is asked, and of nothing else', () => {
    const { translations, items, sections } = compose({ itemIds: ['Q_EFF_KPI', 'Q_KNOW_1'] })
    expect(items.map(({ id }) => id)).toEqual(['Q_EFF_KPI', 'Q_KNOW_1'])
    expect(Object.keys(translations?.en.items ?? {})).toEqual(['Q_EFF_KPI', 'Q_KNOW_1'])
    expect(Object.keys(translations?.easy.sections ?? {})).toEqual(sections.map(({ id }) => id))
    expect(translations?.en.multi['Q_KNOW_1']?.at(-1)).toBe('None in particular')
  })

  it('holds what 人事課 wrote for its own question and title; what it did not write stays Japanese', () => {
    const en = { text: 'What troubles you? (Choose any number)', options: ['Time', 'Tools'] }
    const { translations } = compose({
      title: '令和8年度 職員アンケート',
      titleEn: 'Staff survey 2026',
      ownItems: [{ ...own, en }],
    })
    expect(translations?.en.title).toBe('Staff survey 2026')
    expect(translations?.en.items['own-1']).toBe(en.text)
    expect(translations?.en.multi['own-1']).toEqual(['Time', 'Tools'])
    expect(translations?.easy).not.toHaveProperty('title')
    expect(translations?.easy.items).not.toHaveProperty('own-1')
    expect(compose({ title: bank.title }).translations?.en.title).toBe(bank.words.en.title)
  })

  it('is no break of the series when only a translation is another', () => {
    const q = compose()
    const other = { ...q, translations: { ...q.translations!, en: { ...q.translations!.easy } } }
    expect(findBreaks(q, other, null)).toEqual([])
    const { translations: _, ...older } = q
    expect(findBreaks(q, older, null)).toEqual([])
  })

  it('from before there were translations is shown in Japanese, with the plan in every language', () => {
    const { translations: _, ...older } = compose()
    const period = { opensAt: now, closesAt: now, stoppedOn: null, changes: [], voices: [] }
    const html = String(answerPageBytes(sampleSite, older, period))
    const texts = /<template id="texts">([^<]*)</.exec(html)?.[1] ?? ''
    const keys = texts.split('\n').map((line) => line.split('\t')[0])
    expect(keys).toContain('distribution')
    expect(keys).not.toContain('s0')
    // Names of attributes are the city's: marked, so that the browser says that they are Japanese.
    expect(texts).toContain('\uE000年代\uE000')
  })
})
