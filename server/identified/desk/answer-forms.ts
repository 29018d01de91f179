import { LONGEST } from '../../proposals/catalogue.ts'
import type { Proposal } from '../../proposals/proposal.ts'
import { area, type Makers } from './act-form.ts'

/** What passes between a unit and everybody else: questions, answers, effects. */
export const answerForms: Makers<
  | 'release-question'
  | 'refuse-question'
  | 'publish'
  | 'give-back'
  | 'confirm-effect'
  | 'model-case'
  | 'reopen'
> = {
  'release-question': ({ p }) => ({
    title: '質問を提案者へ送る',
    explain: '提案者がだれかを尋ねる言葉がないことを確かめてから、送ってください。',
    fields: [],
    button: 'この質問を提案者へ送る',
    hidden: { question: screened(p) },
  }),
  'refuse-question': ({ p }) => ({
    title: '質問を所管へ返す',
    explain: '提案者には届きません。所管は、書き直して質問できます。',
    fields: [area('refuseText', '所管へ返す理由', { rows: 3, maxlength: LONGEST.note })],
    button: '質問を所管へ返す',
    hidden: { question: screened(p) },
  }),
  publish: () => ({
    title: '回答を公表する',
    explain: '上の回答を、このまま公表します。結論や理由は、提案担当では変えられません。',
    fields: [],
    button: '回答を公表する',
  }),
  'give-back': () => ({
    title: '回答の案を所管へ返す',
    explain: '書き足りないところがあるときに使います。結論を変えるよう求めるものではありません。',
    fields: [area('giveBackText', '所管へ返す理由', { rows: 3, maxlength: LONGEST.note })],
    button: '回答の案を所管へ返す',
  }),
  'confirm-effect': () => ({
    title: '効果を確認する',
    explain: '所管が報告した効果を確かめ、「効果確認済」にします。',
    fields: [],
    button: '効果を確認済にする',
  }),
  'model-case': () => ({
    title: '好事例に選ぶ',
    explain:
      '全職員の一覧に好事例として載ります。庁議や「かわるばん」で紹介する文を書いてください。',
    fields: [area('modelText', '紹介する文', { maxlength: 1500 })],
    button: '好事例に選ぶ',
  }),
  reopen: () => ({
    title: '再検討を求める',
    explain: '公表した回答について、所管にもう一度検討を求めます。回答は残ります。',
    fields: [area('reopenText', '再検討を求める理由', { maxlength: 1500 })],
    button: '再検討を求める',
  }),
}

function screened(p: Proposal): string {
  return p.questions.find(({ stage }) => stage === 'screening')?.id ?? ''
}
