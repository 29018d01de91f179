import { projectFile } from '../../server/http/project-file.ts'
import { loadQuestionBank } from '../../server/survey/question-bank.ts'
import type { Item, Questionnaire } from '../../server/survey/questionnaire.ts'

/** The same survey with the bank's いくつでも and managers' questions, and one for managers of both kinds. */
export function withEveryType(q: Questionnaire): Questionnaire {
  const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
  const more = bank.items
    .filter(({ id }) => id === 'Q_KNOW_1' || id.startsWith('Q_MGR'))
    .map(({ core: _core, ...item }): Item => item)
  const own: Item = {
    type: 'multi',
    id: 'OWN_1',
    section: 'MGR',
    text: '業務の見直しで難しいと感じること（いくつでも）',
    options: ['時間がない', '前例がない', '相談先がない'],
    audience: '管理職',
  }
  const used = new Set([...q.items, ...more].map(({ section }) => section))
  const first = q.items.findIndex(({ type }) => type === 'text')
  const at = first < 0 ? q.items.length : first
  return {
    ...q,
    sections: bank.sections.filter(({ id }) => used.has(id)),
    items: [...q.items.slice(0, at), ...more, own, ...q.items.slice(at)],
  }
}
