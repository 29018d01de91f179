import { formatJstDay } from '../../server/calendar/jst.ts'
import type { Restored } from './restore-folder.ts'

/** What came back, what did not, and what is to be done now, line by line. */
export function restoreReport({
  manifest,
  counts,
  surveys,
  proposals,
  strange,
}: Restored): string[] {
  const day = formatJstDay(manifest.day)
  const lost = proposals.quarters.filter((quarter) => quarter.lost !== null)
  return [
    `${day}のバックアップ（版 ${manifest.version}）から戻しました。`,
    ...countLines(counts),
    '',
    ...surveys.map(({ title, ...survey }) =>
      survey.void === null
        ? `受付中のアンケート「${title}」: 続けられます。回答箱、鍵、回答券の印を、写しから戻しました。`
        : `受付中のアンケート「${title}」: 無効にしました（${survey.void}）。人事課が、鍵を新しくして実施し直します。`,
    ),
    ...proposals.quarters.map((quarter) =>
      quarter.lost === null
        ? `提案箱 ${quarter.id}: 続けられます。提案用の券は、全員がもう一度受け取れます。`
        : `提案箱 ${quarter.id}: 作り直しになります（${quarter.lost}）。`,
    ),
    ...strange.map(
      (id) =>
        `写しに、このバックアップが知らない箱があります: box-${id}.db（バックアップの後に始まったもの）。署名鍵がないので続けられません。アンケートなら、人事課が案からやり直します。`,
    ),
    '',
    '次にすること:',
    '・サーバーを始め、「設置の確認」を開いて確かめます。',
    `・${day}より後の名簿の取込み、役割の変更、パスワードの再発行を、もう一度行います。`,
    `・${day}より後に消去した提案は、元に戻っています。もう一度消去します。`,
    `・${day}より後に公開された提案と回答は、失われました。最後の開封より後に送られた提案も、箱を作り直すときは失われます。書いた人には、控え番号のページで「見つかりません」と出ます。もう一度送ってもらうよう、庁内に知らせてください。`,
    ...(lost.length === 0
      ? []
      : [
          proposals.desk
            ? '・提案箱は、サーバーを始めると自動で新しくなります。'
            : '・提案担当が「提案箱」のページ（/staff/desk/box）で合言葉を作ると、提案箱が新しくなります。',
        ]),
    `・鍵の一覧は${day}までのものです。それより後の keys.json を保存した人には、続きでないと出ます。戻したことを公表してください。`,
    '・だれが、どのバックアップから戻したかは、操作の記録に残りました。',
  ]
}

export function countLines({ people, surveys, proposals }: Restored['counts']): string[] {
  const n = (value: number) => value.toLocaleString('ja')
  return [`職員 ${n(people)}人、アンケート ${n(surveys)}件、提案 ${n(proposals)}件`]
}
