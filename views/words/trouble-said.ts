import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'

/** What hinders an author, and whoever presses 「共感する」. */
const ja = {
  refusalTitle: (words: Said) => words,
  refusalText: (words: Said) => words,
  both: (title: Said, text: Said) => say`${title} ${text}`,
  unsafe: '安全を確かめられないため、止めました',
  refusalUnsafe: '鍵の番号か、届いた内容が正しくありません。行政管理課へお知らせください。',
  tooLong: 'やり取りが長くなり、この画面に収まりません',
  tooLongText: '提案はそのまま検討されています。公開された提案は、提案の一覧で続きを読めます。',
  unsure: '届いたかどうかを確かめられませんでした',
  unsureText:
    'つながりを確かめて、もう一度送ってください。入力は消えていません。二重に届くことはありません。',
}

export type TroubleSaid = typeof ja

const easy: TroubleSaid = {
  refusalTitle: (words) => words,
  refusalText: (words) => words,
  both: (title, text) => say`${title} ${text}`,
  unsafe: '安全（あんぜん）か どうか わからないので、止めました',
  refusalUnsafe:
    '鍵（かぎ）の 番号か、届いた 内容が 正しく ありません。行政管理課（ぎょうせいかんりか）に 知らせてください。',
  tooLong: 'やり取りが 長く なって、この 画面に 入りません',
  tooLongText:
    '提案（ていあん）は そのまま 考えています。公開した 提案は、提案の 一覧（いちらん）で 続きを 読めます。',
  unsure: '届（とど）いたか どうか、わかりませんでした',
  unsureText:
    'つながっているか 見て、もう一度 送ってください。入力は 消えていません。2回 届くことは ありません。',
}

const en: TroubleSaid = {
  refusalTitle: (words) => words,
  refusalText: (words) => words,
  both: (title, text) => say`${title} ${text}`,
  unsafe: 'Stopped, because it could not be verified as safe',
  refusalUnsafe:
    'The key number, or what was received, is not right. Please tell the administrative section.',
  tooLong: 'There is more to read than this page can hold',
  tooLongText:
    'Your proposal is still under review. A public proposal can be read on in the list of proposals.',
  unsure: 'It could not be found out whether it arrived',
  unsureText:
    'Check your connection and send again. Nothing you entered is lost. It never arrives twice.',
}

export const troubleSaidJa = ja
export const troubleSaidWords: Catalogue<TroubleSaid> = { ja, easy, en }
