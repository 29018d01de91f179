import { formatJst, formatJstDay, jstDay } from '../../../calendar/jst.ts'
import type { WorkCalendar } from '../../../calendar/working-days.ts'
import { changeTexts } from './change-texts.ts'
import type { NoticeFacts, NoticeText } from './notice-facts.ts'
import { item, letter, portal } from './notice-layout.ts'
import { answerAt, bySlip } from './ways-to-answer.ts'

/**
 * Ready texts for 「全庁的お知らせ」 (short) and 文書管理システム (通知文 with 記), in the order in which they are
 * needed. They name nobody and say nothing about who has answered.
 */
export function noticeTexts(facts: NoticeFacts, calendar: WorkCalendar): NoticeText[] {
  if (facts.phase === 'draft') return []
  const { phase } = facts
  const asking = phase === 'before' || phase === 'open'
  const all: (Text & { readonly apt: boolean })[] = [
    { ...announcement(facts), apt: asking },
    { ...opening(facts), apt: phase === 'open' },
    { ...middle(facts, calendar), apt: phase === 'open' },
    { ...lastDays(facts, calendar), apt: phase === 'open' },
    ...changeTexts(facts),
    { ...closed(facts), apt: phase === 'closed' || phase === 'opened' },
    { ...published(facts), apt: phase === 'published' || phase === 'destroyed' },
    { ...destroyed(facts), apt: phase === 'destroyed' },
  ]
  const shown = phase === 'cancelled' ? all.filter(({ kind }) => kind === 'cancellation') : all
  return shown.map(({ apt, ...text }) => ({ ...text, current: apt }))
}

type Text = Omit<NoticeText, 'current'>

/** The exact words of the design; the same as on the answer page. */
export function voluntary(contact: string): string {
  return `回答は任意です。勤務時間内に回答できます。所属長は、回答したか・何と答えたかを尋ねません。尋ねられたら${contact}へ。`
}
const APPRAISAL =
  'アンケートの回答・集計値、提案の有無や内容、件数は、人事考課に使いません。（見直しの取組そのものは、プログラムにより人事考課の評価項目です。）'

function announcement(facts: NoticeFacts): Text {
  const subject = `「${facts.title}」の実施について`
  return {
    kind: 'announcement',
    moment: '実施のお知らせ',
    when: '実施を決定した日',
    subject,
    portal: portal(subject, [
      facts.purpose,
      `受付：${period(facts)}`,
      `対象：${asked(facts)}　所要時間：${facts.minutes}分ほど`,
      voluntary(facts.contact),
      APPRAISAL,
      `公表のしかた：${facts.tables.join('、')}の集計だけを公表します。${facts.k}`,
      `鍵の番号：${facts.keyId}（回答の画面の番号と同じなら、全員が同じ鍵で封をしています）`,
      `鍵の保管者：${facts.keepers}`,
      `匿名性のしくみと確かめ方：${facts.anonymityAddress}`,
      ...answerAt(facts),
      `問い合わせ先：${facts.contact}`,
    ]),
    formal: letter(facts, subject, '実施', [
      item('目的', facts.purpose),
      item('対象', asked(facts)),
      item('受付期間', period(facts)),
      item(
        '回答の方法',
        '次のアドレスからサインインし、回答券を受け取って回答する。',
        facts.staffAddress,
        ...bySlip(facts),
      ),
      item('所要時間', `${facts.minutes}分ほど`),
      item('任意であること', voluntary(facts.contact)),
      item('人事考課との関係', APPRAISAL),
      item(
        '匿名性',
        'だれが回答券を受け取ったかと、どの回答がだれのものかは、管理者にも結び付けられません。回答は封をしたまま保管し、締切の後に鍵の保管者がそろって開け、集計してから廃棄します。',
        `鍵の番号　${facts.keyId}`,
        '回答の画面に表示される番号と、この番号が同じであることを確かめてください。',
        `しくみと確かめ方　${facts.anonymityAddress}`,
      ),
      item('鍵の保管者', facts.keepers),
      item('公表', `${facts.tables.join('、')}の集計だけを公表します。`, facts.k),
      item('問い合わせ先', facts.contact),
    ]),
  }
}

function opening(facts: NoticeFacts): Text {
  const subject = `「${facts.title}」の受付を始めました`
  return {
    kind: 'opening',
    moment: '受付開始の日',
    when: formatJstDay(facts.opensAt),
    subject,
    ...reminder(facts, subject, '受付開始', '回答の受付を始めました。'),
  }
}

function middle(facts: NoticeFacts, calendar: WorkCalendar): Text {
  const subject = `「${facts.title}」の受付中です`
  const half = new Date((facts.opensAt.getTime() + facts.closesAt.getTime()) / 2)
  return {
    kind: 'middle',
    moment: '期間の半ば',
    when: formatJstDay(calendar.after(jstDay(half), 0)),
    subject,
    ...reminder(
      facts,
      subject,
      '受付中であること',
      'まだの方も、すでに回答した方にも、同じ文でお知らせしています。',
    ),
  }
}

function lastDays(facts: NoticeFacts, calendar: WorkCalendar): Text {
  const subject = `「${facts.title}」は、まもなく締め切ります`
  const day = lastWorkingDays(jstDay(facts.closesAt), 2, calendar)
  return {
    kind: 'last',
    moment: '締切の前',
    when: formatJstDay(day),
    subject,
    ...reminder(
      facts,
      subject,
      '締切',
      `${closing(facts)}に締め切ります。すでに回答した方にも、同じ文でお知らせしています。`,
    ),
  }
}

/** The working day `n` working days before. */
function lastWorkingDays(day: string, n: number, calendar: WorkCalendar): string {
  let at = day
  for (let left = n; left > 0; ) {
    at = new Date(Date.parse(at) - 86_400_000).toISOString().slice(0, 10)
    if (calendar.isWorkingDay(at)) left -= 1
  }
  return at
}

function reminder(facts: NoticeFacts, subject: string, about: string, lead: string) {
  return {
    portal: portal(subject, [
      lead,
      `受付：${period(facts)}　所要時間：${facts.minutes}分ほど`,
      voluntary(facts.contact),
      ...answerAt(facts),
      `鍵の番号：${facts.keyId}`,
      `問い合わせ先：${facts.contact}`,
    ]),
    formal: letter(facts, subject, about, [
      item('受付期間', period(facts)),
      item('回答のページ', facts.staffAddress, ...bySlip(facts)),
      item('所要時間', `${facts.minutes}分ほど`),
      item('任意であること', voluntary(facts.contact)),
      item('人事考課との関係', APPRAISAL),
      item('鍵の番号', facts.keyId),
      item('問い合わせ先', facts.contact),
    ]),
  }
}

function closed(facts: NoticeFacts): Text {
  const subject = `「${facts.title}」を締め切りました`
  const next =
    '鍵の保管者がそろって回答箱を開け、集計します。個々の回答は残りません。結果は、全職員に公表します。'
  return {
    kind: 'closed',
    moment: '締切の後',
    when: formatJstDay(facts.closesAt),
    subject,
    portal: portal(subject, [
      `${closing(facts)}に受付を終わりました。ありがとうございました。`,
      next,
      `問い合わせ先：${facts.contact}`,
    ]),
    formal: letter(facts, subject, '受付の終了', [
      item('受付を終えた日時', closing(facts)),
      item('今後の進め方', next),
      item('問い合わせ先', facts.contact),
    ]),
  }
}

function published(facts: NoticeFacts): Text {
  const subject = `「${facts.title}」の結果を公表しました`
  const what = `${facts.tables.join('、')}の集計を公表しました。少人数の区分は表示していません。`
  return {
    kind: 'published',
    moment: '結果の公表',
    when: facts.publishedOn === null ? null : formatJstDay(facts.publishedOn),
    subject,
    portal: portal(subject, [
      what,
      `結果のページ：${facts.resultsAddress}`,
      APPRAISAL,
      `問い合わせ先：${facts.contact}`,
    ]),
    formal: letter(facts, subject, '結果の公表', [
      item('公表した内容', what, facts.k),
      item('結果のページ', facts.resultsAddress),
      item('人事考課との関係', APPRAISAL),
      item('問い合わせ先', facts.contact),
    ]),
  }
}

function destroyed(facts: NoticeFacts): Text {
  const subject = `「${facts.title}」の回答箱と鍵を廃棄しました`
  const on = facts.destroyedOn === null ? '' : formatJstDay(facts.destroyedOn)
  const what = `${on === '' ? '' : `${on}に、`}封をした回答箱と鍵を廃棄しました。個々の回答は、どこにも残っていません。`
  return {
    kind: 'destroyed',
    moment: '回答箱の廃棄',
    when: on === '' ? null : on,
    subject,
    portal: portal(subject, [
      what,
      `公表した結果：${facts.resultsAddress}`,
      `問い合わせ先：${facts.contact}`,
    ]),
    formal: letter(facts, subject, '回答箱と鍵の廃棄', [
      item('廃棄したもの', what),
      item('公表した結果', facts.resultsAddress),
      item('問い合わせ先', facts.contact),
    ]),
  }
}

function period(facts: NoticeFacts): string {
  return `${formatJst(facts.opensAt)} から ${closing(facts)} まで`
}

/** Of a stopped survey the day is not known. */
function closing(facts: NoticeFacts): string {
  return facts.stopped ? '（期限を停止中。締切は、あらためてお知らせ）' : formatJst(facts.closesAt)
}

function asked({ referenceDay, eligible }: NoticeFacts): string {
  return `基準日（${formatJstDay(referenceDay)}）に在籍し、対象に含まれる職員${eligible.toLocaleString('ja-JP')}人`
}
