import type { Catalogue } from './language.ts'

/** Advice on words that point at a person; the Japanese is that of server/proposals/clues.ts. */
const ja = {
  advicePerson: '人の名前のようです。役職や係の名前に置き換えられませんか。',
  adviceContact: '連絡先のようです。個人につながるので、提案に要らなければ消してください。',
  adviceNumber: '人や案件を表す番号のようです。番号がなくても伝わるように書けませんか。',
  adviceDate: '出来事の日時のようです。「昨年度」「ある日」のような広い言い方にできませんか。',
  adviceWriter:
    '書いた人の担当や経歴が分かるかもしれません。なくても伝わるなら、消すことをお勧めします。',
  adviceGroup:
    '少人数の職場では、書いた人が分かることがあります。職場が分からない言い方にできませんか。',
}

export type ClueSaid = typeof ja

const easy: ClueSaid = {
  advicePerson: '人の 名前のようです。役職（やくしょく）や 係の 名前に できませんか。',
  adviceContact: '電話や メールのようです。だれか わかるので、いらないときは 消してください。',
  adviceNumber: '人や 仕事を 表す 番号のようです。番号が なくても わかるように 書けませんか。',
  adviceDate: '何かが あった 日のようです。「去年」「ある日」のように 書けませんか。',
  adviceWriter:
    '書いた 人の 仕事や 経験（けいけん）が わかるかも しれません。なくても わかるなら、消すと よいです。',
  adviceGroup:
    '人が 少ない 職場では、だれが 書いたか わかることが あります。職場が わからない 書き方に できませんか。',
}

const en: ClueSaid = {
  advicePerson: 'This looks like somebody’s name. Could you write a post or a team instead?',
  adviceContact:
    'This looks like contact details. They lead to a person; delete them if the proposal does not need them.',
  adviceNumber:
    'This looks like the number of a person or a case. Could it be said without the number?',
  adviceDate:
    'This looks like the date of an event. Could you say “last year” or “one day” instead?',
  adviceWriter:
    'This may tell the writer’s duties or career. If it can be said without, it is better deleted.',
  adviceGroup:
    'In a small workplace this may tell who wrote it. Could it be said without naming the workplace?',
}

export const clueSaidWords: Catalogue<ClueSaid> = { ja, easy, en }
