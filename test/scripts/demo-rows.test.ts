import { describe, expect, it } from 'vitest'
import { answerLike, seededRandom } from '../../scripts/demo-answers.ts'
import { rowHeader, rowOf } from '../../scripts/demo-rows.ts'
import { cityQuestionnaire } from '../views/city-questionnaire.ts'

const q = cityQuestionnaire(4)
const teacher = {
  number: '000001',
  firstPassword: '',
  ownPc: true,
  bureau: '3100',
  section: '3120',
  similar: '保育園',
  position: '主任級',
  age: '20代以下',
  sex: '女性',
}

/** What a hundred people like this one remember of their units. */
function remembered(person: typeof teacher, of = q): Set<string> {
  const answers = Array.from({ length: 100 }, (_, seed) =>
    rowOf(of, answerLike(person, of, seededRandom(seed))),
  )
  return new Set(answers.map((row) => row.slice(0, rowHeader(of).indexOf('position')).join()))
}

describe('What the sample people remember', () => {
  it('has 類似所属 beside 課 where it is published', () => {
    expect(rowHeader(q).slice(0, 4)).toEqual(['bu', 'ka', 'similar', 'position'])
    const units = { ...q, tables: [[], ['bu'], ['ka']] }
    expect(rowHeader(units).slice(0, 3)).toEqual(['bu', 'ka', 'position'])
    expect(rowOf(units, answerLike(teacher, units, seededRandom(1)))).toHaveLength(
      rowHeader(units).length,
    )
  })

  it('counts a nursery teacher in the 課 of the nurseries, and the office of that 課 in no 類似所属', () => {
    expect(remembered(teacher)).toEqual(new Set(['3100,3120,保育園', '3100,,', ',,']))
    expect(remembered({ ...teacher, similar: '' })).toEqual(new Set(['3100,3120,', '3100,,', ',,']))
  })
})
