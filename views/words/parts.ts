import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'

/** What partials say that stand on many pages; templates read them as `it.p`. */
const ja = {
  check: '入力を確かめてください',
  required: '※必須',
  optional: '任意',
  change: '変更',
  crumbs: '現在の場所',
  /** Title of /results/actions. */
  unitActions: '所属の改善施策',
  report: '庁議・部会への報告（A4で2枚）',
  doneOn: '実施した日',
  saved: (n: number) => `年間${n.toLocaleString('ja-JP')}時間の削減`,
  deleted: '本文は、保存期間の満了などにより消去されています。',
  summary: '提案者の希望により、提案担当がまとめた要旨を示しています。',
  masked: '■は、提案者やほかの人が分かるおそれがあるため、提案担当が伏せた文字です。',
  reason: '理由',
  plannedOn: '実施の予定日',
  nextOn: '次に回答する日',
  declineKind: '見送りの理由の区分',
  part: '実施する部分と、残りを実施しない理由',
  where: 'どこを見れば分かるか',
  wouldChange: '何が変われば実施できるか',
  hoursExpected: '見込まれる効果',
  committee: '部会の議',
  signedBy: '回答した所属',
  decision: '決裁番号',
  publishedOn: (day: string) => `${day}公表`,
  replaced: '（その後、新しい回答があります）',
  never: {
    title: '受け取った覚えがないとき',
    text: (contact: Said) =>
      say`だれかがあなたの名で受け取ったおそれがあります。${contact}へお知らせください。人事課に言いにくいときは、監査委員事務局へお知らせください。`,
    bound:
      '回答の数は、「渡しました」となった人、再発行、紙の回答券を合わせた数を超えられません。だれかが回答を水増しするには、受け取っていない人にこの印を付けるしかないため、一人ひとりの確かめが、水増しを見つけます。',
  },
  kpi: {
    empty: '非表示（少人数のため）',
    valid: (n: number) => `有効回答 ${n.toLocaleString('ja-JP')}人`,
    unit: '％',
    last: '前年度',
    from: (word: string, value: string) => `${word} ${value} から `,
    up: '上昇',
    down: '低下',
    same: '増減なし',
    points: (points: string) => `${points}ポイント`,
    flat: '（横ばい）',
    target: (target: string) => `目標 ${target} `,
    met: '達成',
    unmet: '未達成',
  },
}

export type PartWords = typeof ja

const easy: PartWords = {
  check: '入力（にゅうりょく）を 見なおしてください',
  required: '※かならず',
  optional: 'なくても いいです',
  change: 'かえる',
  crumbs: '今の 場所',
  unitActions: '所属（しょくば）が していること',
  report: '市の 会議（かいぎ）への 報告（A4の 紙 2枚）',
  doneOn: 'した 日',
  saved: (n) => `1年に ${n.toLocaleString('ja-JP')}時間 へる`,
  deleted: '文章は、保存（ほぞん）の 期間が 終わったので 消しました。',
  summary: '提案した 人の 希望で、短い まとめを 見せています。',
  masked: '■は、だれか わかるかも しれないので、係（かかり）が かくした 文字です。',
  reason: '理由（りゆう）',
  plannedOn: 'する 予定の 日',
  nextOn: '次に 答える 日',
  declineKind: 'しない 理由の 種類',
  part: 'する 部分と、のこりを しない 理由',
  where: 'どこを 見れば わかるか',
  wouldChange: '何が かわれば できるか',
  hoursExpected: '予想した 効果',
  committee: '部会（ぶかい）',
  signedBy: '答えた 所属',
  decision: '決裁番号（けっさいばんごう）',
  publishedOn: (day) => `${day}に 出しました`,
  replaced: '（その後、新しい 答えが あります）',
  never: {
    title: '受け取った 覚え（おぼえ）が ないとき',
    text: (contact) =>
      say`だれかが あなたの 名前で 受け取ったかも しれません。${contact}に 知らせてください。人事課に 言いにくいときは、監査委員事務局（かんさいいんじむきょく）に 知らせてください。`,
    bound:
      '答えの 数は、「渡しました」と なった 人、もう一度 出した 券、紙の 回答券を 合わせた 数より 多く なりません。だれかが 答えを ふやすには、受け取っていない 人に この 印を つけるしか ありません。だから、一人一人が 確かめると、見つかります。',
  },
  kpi: {
    empty: '出しません（人が 少ないため）',
    valid: (n) => `数えた 答え ${n.toLocaleString('ja-JP')}人`,
    unit: '％',
    last: '1年前',
    from: (word, value) => `${word} ${value} から `,
    up: '上がりました',
    down: '下がりました',
    same: '同じ',
    points: (points) => `${points}ポイント`,
    flat: '（だいたい 同じ）',
    target: (target) => `目標（もくひょう） ${target} `,
    met: 'できました',
    unmet: 'まだです',
  },
}

const count = (n: number) => n.toLocaleString('en-GB')

const en: PartWords = {
  check: 'Please check what you typed',
  required: 'required',
  optional: 'optional',
  change: 'Change',
  crumbs: 'Where you are',
  unitActions: 'What units are doing',
  report: 'Report for meetings of the city (two pages of A4)',
  doneOn: 'Done on',
  saved: (n) => `${count(n)} hours a year saved`,
  deleted: 'The text has been deleted at the end of its retention.',
  summary: 'As the author wished, a summary by the proposal desk is shown.',
  masked:
    '■ stands for characters that the proposal desk has masked, because they might tell who somebody is.',
  reason: 'Reason',
  plannedOn: 'Planned for',
  nextOn: 'Next answer on',
  declineKind: 'Kind of reason',
  part: 'What will be done, and why not the rest',
  where: 'Where to see it',
  wouldChange: 'What would have to change',
  hoursExpected: 'Expected effect',
  committee: 'Committee',
  signedBy: 'Answered by',
  decision: 'Decision number',
  publishedOn: (day) => `Published on ${day}`,
  replaced: ' (there is a newer answer)',
  never: {
    title: 'If you do not remember taking it',
    text: (contact) =>
      say`Somebody may have taken it under your name. Please tell ${contact}. If you do not like to tell the personnel section, tell the secretariat of the audit commissioners.`,
    bound:
      'There can be no more answers than people marked as having received a card, cards issued again and paper slips together. To add answers, somebody would have to set this mark for people who took no card, so everybody who checks it helps to find that out.',
  },
  kpi: {
    empty: 'Not shown (too few people)',
    valid: (n) => `${count(n)} valid answers`,
    unit: '%',
    last: 'Last year',
    from: (word, value) => `${capital(word)}: ${value}, now `,
    up: 'up',
    down: 'down',
    same: 'no change',
    points: (points) => `${points} points`,
    flat: ' (level)',
    target: (target) => `Target: ${target} `,
    met: 'met',
    unmet: 'missed',
  },
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

export const partWords: Catalogue<PartWords> = { ja, easy, en }
