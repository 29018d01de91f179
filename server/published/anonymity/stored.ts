import type { Said } from '../../../views/words/anonymity/sentences.ts'
import type { ProposalSettings } from '../../proposals/settings.ts'
import { KEPT_AFTER_RELEASE, KEPT_UNREAD } from '../../survey/free-text-rule.ts'
import { CONFIRMATION_DAYS } from '../../survey/confirmation-due.ts'
import type { ProofId } from './proof.ts'
import type { House } from './risks.ts'

/** What there is of a member of staff or of an answer, where, and until when. */
export interface Stored {
  readonly what: Said
  readonly where: Said
  readonly until: Said
  readonly proof: ProofId
}

/**
 * What stands beside a staff number, what stands beside none, and what the PC keeps.
 *
 * @param period months in the reader's language
 */
export function storedRows(
  { auditYears, mirror }: House,
  settings: ProposalSettings,
  period: (months: number) => string,
) {
  return {
    named: aboutPeople(auditYears),
    nameless: aboutNobody(mirror, settings.retention, period),
    device: onThePc,
  }
}

function aboutPeople(auditYears: number): Stored[] {
  return [
    {
      what: '職員番号、所属、職位、年代、性別、任用形態、職種、任命権者、在職区分、個人PCの有無、役割（氏名はありません）',
      where: '名簿',
      until: '名簿から外れるまで',
      proof: 'stored',
    },
    {
      what: 'パスワードの照合値（元のパスワードには戻せません）',
      where: '名簿',
      until: '変えるまで、または名簿から外れるまで',
      proof: 'stored',
    },
    {
      what: 'サインイン中の印（有効な日だけで、時刻はありません）',
      where: '名簿',
      until: 'サインアウトか、翌日まで',
      proof: 'traces',
    },
    {
      what: '回答券を渡した印、紙の券の対象か、再発行したか（時刻も、使ったかどうかもありません）',
      where: '回答券の記録',
      until: '自動では消えません（中止したときは、その日に消します）',
      proof: 'traces',
    },
    {
      what: '最初のパスワード（自分のパスワードを決めるまで）と、取り込む日を待つ名簿のファイル',
      where: '情報担当の一覧、名簿',
      until: '情報担当が一覧を消すまで、名簿を取り込むまで',
      proof: 'stored',
    },
    {
      what: '提案券と共感券を渡した印',
      where: '提案券の記録',
      until: '四半期の提案箱の鍵を廃棄するまで',
      proof: 'proposals',
    },
    {
      what: '役割のある職員が担当者として行った操作（日時があります。回答や提案をした人の記録ではありません）',
      where: '操作の記録',
      until: { sentence: '{years}年度', values: { years: auditYears } },
      proof: 'stored',
    },
  ]
}

function aboutNobody(
  mirror: boolean,
  retention: ProposalSettings['retention'],
  period: (months: number) => string,
): Stored[] {
  return [
    {
      what: '対象になった職員の、所属と属性ごとの人数',
      where: '回答券の記録',
      until: '自動では消えません（中止したときは、その日に消します）',
      proof: 'stored',
    },
    {
      what: '封をした回答',
      where: mirror ? '回答箱と、2台目のディスクの控え' : '回答箱（控えはありません）',
      until: {
        sentence: '開封から{days}日以内に、鍵といっしょに廃棄',
        values: { days: CONFIRMATION_DAYS },
      },
      proof: 'rows',
    },
    { what: '1人ずつの回答', where: 'どこにもありません', until: '―', proof: 'rows' },
    {
      what: '自由記述（ほかの答えと切り離し、並べ替えたもの）',
      where: '別のファイル',
      until: {
        sentence: '結果に載せてから{shown}日（載せないときは、結果の公表から{unread}日）',
        values: { shown: KEPT_AFTER_RELEASE, unread: KEPT_UNREAD },
      },
      proof: 'texts',
    },
    {
      what: '公表した表、使われた回答券の一覧、開封・集計記録、鍵の一覧',
      where: '結果のページ',
      until: '公表したまま残ります',
      proof: 'once',
    },
    {
      what: '提案の本文と回答（受け付けた日だけで、書いた人はありません）',
      where: '提案のファイル',
      until: {
        sentence: '結論の年度の終わりから{period}',
        values: { period: period(retention.texts) },
      },
      proof: 'proposals',
    },
    {
      what: '控え番号の照合値（だれのものかは分かりません）',
      where: '提案のファイル',
      until: {
        sentence: '完結した年度の終わりから{period}',
        values: { period: period(retention.receipts) },
      },
      proof: 'proposals',
    },
    {
      what: '紙の券の照合値と、使われた印（職場も人もありません）',
      where: '紙の券の記録',
      until: '自動では消えません（中止したときは、その日に消します）',
      proof: 'slips',
    },
  ]
}

const onThePc: readonly Stored[] = [
  {
    what: '回答券（回答するまで）。その後は「回答済み」の印だけ（回答はありません）',
    where: '回答したタブ。早めに受け取った券は、ブラウザー',
    until: 'タブを閉じるまで。早めに受け取った券は、回答するまで',
    proof: 'device',
  },
  {
    what: '提案券と共感券、前に使った日',
    where: 'ブラウザー',
    until: '券は四半期の終わりまで。消す設定なら、閉じるまで',
    proof: 'device',
  },
]
