import type { Kind, kinds, Theme, themes } from '../../server/proposals/catalogue.ts'
import type { HiddenKind, hiddenKinds } from '../../server/proposals/hidden-counts.ts'
import type { declineReasons, referralDesks } from '../../server/proposals/proposal.ts'
import type { BoardGroup, State, states } from '../../server/proposals/states.ts'
import type { Language } from './language.ts'

/** The closed lists of a proposal as every page calls them in Japanese. */
type Term =
  | (typeof themes)[Theme]
  | (typeof kinds)[Kind]
  | (typeof states)[State]
  | (typeof hiddenKinds)[HiddenKind]
  | (typeof declineReasons)[keyof typeof declineReasons]
  | (typeof referralDesks)[keyof typeof referralDesks]
  | BoardGroup
  | Step
  | Heading

/** Steps that everybody may read (labels of server/proposals/rules.ts). */
type Step =
  | '受付'
  | '所管へ照会'
  | '受諾'
  | '所管でない旨の回答'
  | '期限の経過により検討開始'
  | '一次回答'
  | '回答を公表'
  | '試行を開始'
  | '実施を報告'
  | '効果を報告'
  | '効果を確認'
  | '好事例に選定'
  | 'うちでもやる'
  | 'うちでもやる：効果を報告'
  | '再検討を希望'
  | '再検討を依頼'
  | '承継する所属へ引継ぎ'
  | '統合'
  | '統合の取消し'
  | 'テーマを変更'
  | '伏せる箇所を決定'
  | '書き直しのお願い'
  | '書き直し'
  | '書き直しの期限の経過'
  | '期限のお知らせ'
  | '取下げ'
  | '保存期間の満了により消去'
  | '質問に回答'
  | '質問を提案者へ送付'

type Heading = '今の状況' | '改善の案' | '期待できる効果' | '要旨'

type Terms = Readonly<Record<Term, string>>

const easy: Terms = {
  入札契約事務: '入札（にゅうさつ）と 契約（けいやく）',
  財務事務: 'お金の 計画（財務）',
  会計事務: 'お金の 出し入れ（会計）',
  文書事務: '文書（ぶんしょ）の 仕事',
  庶務事務: '庶務（しょむ）の 仕事',
  事務執行: '仕事の 進め方',
  職場環境: '職場（しょくば）の 環境（かんきょう）',
  新しいオフィスづくり: '新しい オフィスづくり',
  その他: 'そのほか',
  '廃止・簡略化': 'やめる・かんたんに する',
  手順の改善: 'やり方を よくする',
  デジタル化: 'デジタルに する',
  照会の見直し: '照会（しょうかい）を 見なおす',
  受付: '受け取りました',
  差戻し: '書きなおしを お願いしています',
  専用窓口をご案内: '専門の 窓口を 案内しました',
  対象外: '対象（たいしょう）では ありません',
  統合: 'ほかの 提案と いっしょに しました',
  所管照会中: '担当の 所属を 確かめています',
  検討中: '考えています',
  試行中: 'ためしています',
  実施予定: 'する 予定です',
  一部実施予定: '一部を する 予定です',
  対応済み: 'もう しています',
  継続検討: '続けて 考えます',
  見送り: '今は しません',
  実施済: 'しました',
  一部実施済: '一部を しました',
  効果確認済: '効果（こうか）を 確かめました',
  好事例: 'よい 例',
  再検討: 'もう一度 考えています',
  取下げ: '取り下げました',
  本文消去済: '文章を 消しました',
  確認中: '確かめています',
  非公開: '公開しません',
  法令等の制約: '法律（ほうりつ）などの 決まり',
  費用に見合わない: 'お金が かかりすぎる',
  効果が見込めない: '効果（こうか）が なさそう',
  他の方式で対応: 'ほかの やり方で する',
  時期が適切でない: '今は 時期が よくない',
  内部公益通報窓口: '内部公益通報（つうほう）の 窓口',
  ハラスメント相談窓口: 'ハラスメント 相談の 窓口',
  人事相談窓口: '人事の 相談の 窓口',
  所管へ照会: '担当の 所属に 聞きました',
  受諾: '担当が 受けました',
  所管でない旨の回答: '担当では ないと 答えました',
  期限の経過により検討開始: '期限が すぎて、考えはじめました',
  一次回答: 'はじめの 答え',
  回答を公表: '答えを 出しました',
  試行を開始: 'ためしはじめました',
  実施を報告: 'したことを 報告しました',
  効果を報告: '効果（こうか）を 報告しました',
  効果を確認: '効果を 確かめました',
  好事例に選定: 'よい 例に えらびました',
  うちでもやる: 'うちでも する',
  'うちでもやる：効果を報告': 'うちでも する：効果を 報告しました',
  再検討を希望: 'もう一度 考えてほしいと 言いました',
  再検討を依頼: 'もう一度 考えるように たのみました',
  承継する所属へ引継ぎ: '新しい 所属に 引きつぎました',
  統合の取消し: 'いっしょに したのを やめました',
  テーマを変更: 'テーマを かえました',
  伏せる箇所を決定: 'かくす ところを 決めました',
  書き直しのお願い: '書きなおしを お願いしました',
  書き直し: '書きなおしました',
  書き直しの期限の経過: '書きなおしの 期限が すぎました',
  期限のお知らせ: '期限の お知らせ',
  保存期間の満了により消去: '保存（ほぞん）の 期間が 終わって 消しました',
  質問に回答: '質問に 答えました',
  質問を提案者へ送付: '質問を 送りました',
  今の状況: '今の ようす',
  改善の案: 'よくする 案',
  期待できる効果: 'よく なること',
  要旨: '短い まとめ',
}

const en: Terms = {
  入札契約事務: 'Tenders and contracts',
  財務事務: 'Budget and finance',
  会計事務: 'Accounting',
  文書事務: 'Documents',
  庶務事務: 'General affairs',
  事務執行: 'Carrying out work',
  職場環境: 'Workplace',
  新しいオフィスづくり: 'New office',
  その他: 'Other',
  '廃止・簡略化': 'Abolish or simplify',
  手順の改善: 'Better procedure',
  デジタル化: 'Go digital',
  照会の見直し: 'Fewer inquiries',
  受付: 'Received',
  差戻し: 'Returned for rewriting',
  専用窓口をご案内: 'Referred to a special contact',
  対象外: 'Out of scope',
  統合: 'Merged',
  所管照会中: 'Asking who is in charge',
  検討中: 'Under review',
  試行中: 'On trial',
  実施予定: 'Planned',
  一部実施予定: 'Partly planned',
  対応済み: 'Already in place',
  継続検討: 'Review continues',
  見送り: 'Not pursued',
  実施済: 'Done',
  一部実施済: 'Partly done',
  効果確認済: 'Effect confirmed',
  好事例: 'Model case',
  再検討: 'Under review again',
  取下げ: 'Withdrawn',
  本文消去済: 'Text deleted',
  確認中: 'Being checked',
  非公開: 'Not public',
  法令等の制約: 'Restricted by law',
  費用に見合わない: 'Not worth the cost',
  効果が見込めない: 'No effect expected',
  他の方式で対応: 'Solved in another way',
  時期が適切でない: 'Not the right time',
  内部公益通報窓口: 'Whistle-blowing contact',
  ハラスメント相談窓口: 'Harassment contact',
  人事相談窓口: 'Personnel contact',
  所管へ照会: 'Department asked',
  受諾: 'Accepted by the department',
  所管でない旨の回答: 'Department says it is not in charge',
  期限の経過により検討開始: 'Review began when the time was up',
  一次回答: 'First answer',
  回答を公表: 'Answer published',
  試行を開始: 'Trial begun',
  実施を報告: 'Reported as done',
  効果を報告: 'Effect reported',
  効果を確認: 'Effect confirmed',
  好事例に選定: 'Chosen as a model case',
  うちでもやる: 'Adopted elsewhere too',
  'うちでもやる：効果を報告': 'Adopted elsewhere: effect reported',
  再検討を希望: 'Another review wished for',
  再検討を依頼: 'Another review asked for',
  承継する所属へ引継ぎ: 'Passed on to the successor',
  統合の取消し: 'Merge undone',
  テーマを変更: 'Theme changed',
  伏せる箇所を決定: 'Words to be masked decided',
  書き直しのお願い: 'Rewriting asked for',
  書き直し: 'Rewritten',
  書き直しの期限の経過: 'Time for rewriting ran out',
  期限のお知らせ: 'Reminder of the deadline',
  保存期間の満了により消去: 'Deleted at the end of its retention',
  質問に回答: 'Question answered',
  質問を提案者へ送付: 'Question sent to the author',
  今の状況: 'How it is now',
  改善の案: 'What to improve',
  期待できる効果: 'What it would bring',
  要旨: 'Summary',
}

const terms = { easy, en }

/** A term of the closed lists in the reader's language; what is none stays as it is. */
export function termIn(language: Language, term: string): string {
  if (language === 'ja') return term
  const translated: Readonly<Record<string, string>> = terms[language]
  return translated[term] ?? term
}
