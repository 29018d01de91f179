import { keysOf, LONGEST, themes } from '../../proposals/catalogue.ts'
import type { ActField, ActForm, FieldSources, Makers } from './act-form.ts'
import { area, choices } from './act-form.ts'
import { joint, STEP_NOTE } from './act-reading.ts'
import { returnSentences } from './return-sentences.ts'

/** What leads an arrival to its unit, back to its author, or to another one. */
export const checkingForms: Makers<
  'mask' | 'retheme' | 'return' | 'summarise' | 'route' | 'merge' | 'unmerge'
> = {
  mask: () => ({ title: '伏せる', explain: '', fields: [], button: '伏せる箇所を保存する' }),
  retheme: ({ p }) => ({
    title: 'テーマを変える',
    explain: 'テーマ別ワーキングチームの一覧も変わります。',
    fields: [
      {
        kind: 'select',
        name: 'theme',
        label: 'テーマ',
        value: p.theme,
        options: keysOf(themes).map((value) => ({ value, label: themes[value] })),
      },
    ],
    button: 'テーマを変える',
  }),
  return: ({ settings }) => ({
    title: '書き直しをお願いする',
    explain: `提案者は、控え番号で理由を読み、書き直せます。${settings.clocks.returned}日たっても書き直しがないときは受付に戻るので、伏せるなどして進めてください。`,
    fields: [
      {
        kind: 'checkbox',
        name: 'returnSentences',
        label: '提案者に伝えること',
        options: choices(returnSentences),
      },
      area('returnText', '書き添える言葉', {
        required: false,
        rows: 3,
        maxlength: STEP_NOTE,
        help: '提案者が読みます。選んだ文と合わせて400字まで。',
      }),
    ],
    button: '書き直しをお願いする',
  }),
  summarise: ({ p, settings }) => ({
    title: '要旨を作り、提案者に確かめてもらう',
    explain: `「要旨のみ」の提案です。所属とほかの職員は、要旨だけを読みます。提案者が認めるか、${settings.clocks.returned}日たつと、所管に送れます。`,
    fields: [
      {
        kind: 'text',
        name: 'summaryTitle',
        label: '要旨の件名',
        required: true,
        maxlength: LONGEST.title,
        value: p.summary?.title ?? '',
      },
      area('summaryText', '要旨', {
        rows: 6,
        maxlength: 800,
        value: p.summary?.text ?? '',
        help: '提案者が分かる言い回しや言葉づかいは写さず、書き改めてください。',
      }),
    ],
    button: '要旨を提案者に示す',
  }),
  route: (from) => routeForm(from),
  merge: () => ({
    title: 'ほかの提案に統合する',
    explain: '同じ内容の提案があるとき、先の提案にまとめます。30日以内なら取り消せます。',
    fields: [
      {
        kind: 'text',
        name: 'mergeNumber',
        label: '統合する先の提案番号',
        required: true,
        short: true,
        maxlength: 20,
      },
    ],
    button: '統合する',
  }),
  unmerge: ({ p }) => ({
    title: '統合を取り消す',
    explain: `${p.merged?.into ?? ''}への統合を取り消し、前の状態に戻します。`,
    fields: [],
    button: '統合を取り消す',
  }),
}

function routeForm({ p, units, nameOf }: FieldSources): Omit<ActForm, 'act'> {
  const { refusal } = p
  const decides = p.state === 'routing' && refusal !== null
  const suggested = decides ? refusal.names : (p.aimedAt ?? '')
  const settled = decides
    ? `${nameOf(refusal.unit)}は所管でないと回答し、${nameOf(refusal.names)}を挙げています。ここで決めた所属は、所管でないとは回答できません。`
    : p.aboutHead
      ? '所属長本人に関わる提案です。送った所属の部長が、受諾するか、所管でないと回答します。'
      : '送った所属の推進責任者が、受諾するか、所管でないと回答します。'
  return {
    title: decides ? '所管を決める' : '所管へ照会する',
    explain: settled,
    fields: [
      {
        kind: 'select',
        name: 'routeLead',
        label: '主管の所属',
        required: true,
        empty: '選んでください',
        value: suggested,
        options: units,
      },
      ...joint().map(
        (name, i): ActField => ({
          kind: 'select',
          name,
          label: `関係所属${'１２３４'.charAt(i)}`,
          empty: 'なし',
          options: units,
        }),
      ),
    ],
    button: decides ? 'この所属に決める' : '所管へ照会する',
  }
}
