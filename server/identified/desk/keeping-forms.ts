import { keysOf } from '../../proposals/catalogue.ts'
import { outOfScopeReasons, type Proposal, referralDesks } from '../../proposals/proposal.ts'
import { area, type Choice, choices, type Makers } from './act-form.ts'
import { STEP_NOTE } from './act-reading.ts'

/** What two persons do, and what keeps or moves a proposal. */
export const keepingForms: Makers<
  'refer' | 'exclude' | 'erase' | 'confirm' | 'dismiss' | 'transfer' | 'hold' | 'release-hold'
> = {
  refer: ({ settings }) => ({
    title: '専用窓口をご案内する',
    explain:
      '公益通報、ハラスメント、人事の個別の相談に当たるときに使います。本文は、どこにも転送しません。案内だけが提案者に届きます。二人目の確認が必要です。',
    fields: [
      {
        kind: 'radio',
        name: 'referDesk',
        label: '案内する窓口',
        required: true,
        options: keysOf(referralDesks).map((value) => ({
          value,
          label: settings.contacts[value] || referralDesks[value],
        })),
      },
      area('referText', '提案者に伝えること', {
        value:
          'お寄せいただいた内容は、業務改善提案として所属に送ることができません。次の窓口にご相談ください。この提案の内容は、窓口には伝えていません。',
        maxlength: 1500,
      }),
    ],
    button: '案内を起案する',
  }),
  exclude: () => ({
    title: '制度の対象外とする',
    explain: '理由は提案者が読みます。二人目の確認が必要です。',
    fields: [
      {
        kind: 'radio',
        name: 'excludeReason',
        label: '理由の区分',
        required: true,
        options: choices(outOfScopeReasons),
      },
      area('excludeText', '提案者に伝える理由', { maxlength: 1500 }),
    ],
    button: '対象外を起案する',
  }),
  erase: ({ p }) => ({
    title: '個人情報を消去する',
    explain:
      '個人情報が書かれていたときに使います。消去すると元に戻せません。二人目の確認が必要です。',
    fields: [
      {
        kind: 'checkbox',
        name: 'eraseParts',
        label: '消去するところ',
        required: true,
        options: erasable(p),
      },
      area('eraseText', '消去する理由', {
        rows: 3,
        maxlength: STEP_NOTE,
        help: '消去する個人情報そのものは、書かないでください。',
      }),
    ],
    button: '消去を起案する',
    danger: true,
  }),
  confirm: () => ({
    title: '二人目として確認する',
    explain: '上の起案の内容と、提案の本文を読んだうえで、確認してください。',
    fields: [],
    button: '確認する',
  }),
  dismiss: () => ({
    title: '起案を取りやめる',
    explain: '起案の前の状態に戻ります。',
    fields: [area('dismissText', '取りやめる理由', { rows: 3, maxlength: STEP_NOTE })],
    button: '起案を取りやめる',
  }),
  transfer: ({ p, units, nameOf }) => ({
    title: '別の所属に引き継ぐ',
    explain: '組織改編で所管が変わったときに使います。期限は、そのまま引き継がれます。',
    fields: [
      {
        kind: 'select',
        name: 'transferFrom',
        label: '引き継ぐ元',
        options: p.units.map(({ unit }) => ({ value: unit, label: nameOf(unit) })),
      },
      {
        kind: 'select',
        name: 'transferTo',
        label: '引き継ぐ先',
        required: true,
        empty: '選んでください',
        options: units,
      },
    ],
    button: '引き継ぐ',
  }),
  hold: () => ({
    title: '消去を停止する',
    explain: '開示請求などがあるときに、保存期間が満了しても消去しないようにします。',
    fields: [area('holdText', '停止する理由', { rows: 3, maxlength: 1500 })],
    button: '消去を停止する',
  }),
  'release-hold': ({ p }) => ({
    title: '消去の停止を解除する',
    explain: `停止の理由：${p.hold?.reason ?? ''}`,
    fields: [],
    button: '停止を解除する',
  }),
}

function erasable(p: Proposal): Choice[] {
  const { written } = p
  const dialogue = p.questions.length > 0
  return [
    ...(written === null
      ? []
      : [
          { value: 'title', label: '件名' },
          { value: 'current', label: '今の状況' },
          { value: 'idea', label: '改善の案' },
          { value: 'effect', label: '期待できる効果' },
        ]),
    ...(p.summary === null ? [] : [{ value: 'summary', label: '要旨' }]),
    ...(dialogue ? [{ value: 'dialogue', label: 'やりとり（質問と返信）' }] : []),
    ...(p.answers.length > 0 || p.interim !== null ? [{ value: 'answer', label: '回答' }] : []),
  ]
}
