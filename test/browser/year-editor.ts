import type { Walk } from './year-walk.ts'

export const SURVEY_TITLE = '令和8年度 働き方アンケート'

/** From the empty list to the approved draft, through every part of the editor. */
export async function writeDraft(hr: Walk): Promise<void> {
  const { page } = hr
  await hr.follow('新しいアンケートを作る')
  await hr.see('新しいアンケートを作る')
  await hr.type(/^題名/, SURVEY_TITLE)
  await hr.type(/^受付開始/, '2026-11-24T08:30')
  await hr.type(/^締切/, '2026-11-01T17:15')
  await hr.press('案を作る')
  await hr.read('締切は、受付開始より後の日時にしてください。')
  await hr.type(/^締切/, '2026-12-04T17:15')
  await hr.press('案を作る')
  await hr.see('アンケートの案')

  await hr.follow('題名と期間')
  for (const part of ['題名と期間', '対象者']) {
    await hr.see(part)
    await hr.press('保存して次へ')
  }
  await hr.see('設問')
  await writeOwnItem(hr)
  await hr.press('保存して次へ')
  await hr.see('尺度と系列')
  await hr.tick('4段階（そう思う〜そう思わない）')
  await page.getByLabel('5段階', { exact: true }).check()
  await hr.tick('有効回答（今回と同じ）')
  await page.getByLabel('今回と同じ', { exact: true }).check()
  await hr.press('保存して次へ')
  await hr.read('尺度が5段階から4段階に変わるため')
  await hr.tick('これらの設問を前年度と比べないことを承知しました。')
  await hr.press('保存して次へ')
  await hr.see('属性')
  await hr.press('保存して次へ')
  await hr.see('公表')
  await hr.press('公表の見込みを計算する')
  await hr.see('公表')
  await hr.press('保存して次へ')
  await hr.see('問い合わせ先と鍵の保管者')
  await hr.press('保存して案に戻る')
  await hr.see('アンケートの案')
}

async function writeOwnItem(hr: Walk): Promise<void> {
  await hr.follow('独自の設問を加える')
  await hr.see('独自の設問を加える')
  await hr.tick('いくつでも選ぶ')
  await hr.page.getByLabel(/^分野/).selectOption({ index: 1 })
  await hr.type(/^設問の文/, '次のうち、減らしたい仕事はどれですか。')
  await hr.type(/^選択肢/, '庁内の照会')
  await hr.press('設問を加える')
  await hr.read('選択肢を1行に1つずつ、2つ以上入力してください。')
  await hr.type(/^選択肢/, '庁内の照会\n会議の資料\n紙の押印')
  await hr.press('設問を加える')
  await hr.see('設問')
}

/** What the officer looks at and has approved. */
export async function approveDraft(hr: Walk): Promise<void> {
  const { page } = hr
  await hr.follow('回答画面を見る')
  await hr.read('確認用')
  await hr.follow('タブレット（幅820）')
  await hr.read('次のうち、減らしたい仕事はどれですか。')
  await hr.follow('アンケートの案に戻る')
  await hr.follow('起案資料を印刷する')
  await hr.see('起案資料')
  await page.goBack()
  await hr.type(/^決裁番号/, '人決第1号')
  await hr.type(/^決裁日/, '2026-11-20')
  await hr.press('決裁を登録する')
  await hr.see(SURVEY_TITLE)
}
