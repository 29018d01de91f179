import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ClueKind, findClues } from '../../server/proposals/clues.ts'

/** What must be found: the whole text, and the words of its only clue. */
const found: Record<ClueKind, readonly (readonly [text: string, words: string])[]> = {
  person: [
    ['田中課長が反対しています。', '田中課長'],
    ['窓口で佐藤さんに聞きました', '佐藤さん'],
    ['山田係長補佐の机', '山田係長補佐'],
    ['総務課の高橋主査から', '高橋主査'],
    ['総務課田中課長に相談', '田中課長'],
    ['税務課長田中氏によると', '田中氏'],
    ['長谷川先生のクラス', '長谷川先生'],
    ['佐々木 さんの案', '佐々木 さん'],
    ['五十嵐園長は', '五十嵐園長'],
    ['渡邊様のご意見', '渡邊様'],
    ['一ノ瀬室長', '一ノ瀬室長'],
    ['小林くんが作った', '小林くん'],
    ['花子ちゃんの件', '花子ちゃん'],
    ['佐藤君に任せた', '佐藤君'],
    ['林部長の指示で', '林部長'],
    ['さとうさんだけが知る', 'さとうさん'],
    ['スズキ課長の方針', 'スズキ課長'],
    ['担当の鈴木が異動して', '担当の鈴木'],
    ['課長の山本は', '課長の山本'],
    ['土屋さんに習った', '土屋さん'],
    ['塩田副主査', ''],
    ['森田保健師が一人で', '森田保健師'],
    ['園の阿部先生', '阿部先生'],
    ['服部主任に', '服部主任'],
    ['田中太郎さんを', '田中太郎さん'],
    ['凛々子さんへ', '凛々子さん'],
    ['係の佐藤が', '係の佐藤'],
    ['後任の遠藤に', '後任の遠藤'],
  ],
  contact: [
    ['内線 1234 まで', '内線 1234'],
    ['内線番号は2345です', '内線番号は2345'],
    ['内線１２３４', '内線１２３４'],
    ['電話は03-1234-5678へ', '03-1234-5678'],
    ['０９０－１２３４－５６７８', '０９０－１２３４－５６７８'],
    ['0771(22)3333', '0771(22)3333'],
    ['09012345678に', '09012345678'],
    ['TEL 22-3333', 'TEL 22-3333'],
    ['携帯 090 1234 5678', '090 1234 5678'],
    ['(内線5678)', '内線5678'],
    ['taro.y+1@city.example.jp へ', 'taro.y+1@city.example.jp'],
    ['ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ'],
  ],
  number: [
    ['職員番号 123456 の', '職員番号 123456'],
    ['職員番号：１２３４５６７', '職員番号：１２３４５６７'],
    ['宛名の番号は 1234567 だった', '番号は 1234567'],
    ['決裁番号2026012345', '番号2026012345'],
    ['マイナンバー1234 5678 9012', 'マイナンバー1234 5678 9012'],
  ],
  date: [
    ['先週の火曜日、窓口で', '先週の火曜日'],
    ['6月3日の午後2時ごろ', '6月3日の午後2時ごろ'],
    ['令和７年６月３日に', '令和７年６月３日'],
    ['昨日の会議で', '昨日'],
    ['きのう言われた', 'きのう'],
    ['六月三日の朝', '六月三日'],
    ['2026/6/3 10:30', '2026/6/3 10:30'],
    ['R8.6.3の件', 'R8.6.3'],
    ['6/3(火)に', '6/3(火)'],
    ['先日の説明会', '先日'],
    ['先月の12日に', '先月の12日'],
    ['今朝の朝礼', '今朝'],
  ],
  writer: [
    ['私の担当は契約です', '私の担当'],
    ['私は窓口に来て三年目で', '私は窓口に来て三年目'],
    ['私の係の仕事', '私の係'],
    ['育休から復帰した私には', '育休から復帰した私'],
    ['産休明けに戻ったばかりで', '産休明けに戻ったばかり'],
    ['前職では銀行に', '前職'],
    ['以前いた課では', '以前いた'],
    ['入庁2年目です', '入庁2年目です'],
    ['障害のある私は', '障害のある私'],
    ['転職してきて驚いた', '転職してき'],
    ['前の課では', '前の課'],
    ['わたしの上司が', 'わたしの上司'],
    ['私が一人で担当している', '私が一人で担当'],
    ['私は再任用です', '私は再任用'],
    ['4月に異動してきました', '異動してきまし'],
    ['園に勤めて10年', '勤めて10年'],
  ],
  'small-group': [
    ['一人しかいない', '一人しかいない'],
    ['担当が3人しかいない', '3人しかいない'],
    ['３人しかいません', '３人しかいません'],
    ['市で唯一の施設', '唯一の'],
    ['当園では', '当園'],
    ['うちの係だけ', 'うちの係'],
    ['私たちの課は', '私たちの課'],
    ['二人で回しています', '二人で回して'],
    ['私しかいない', '私しか'],
    ['最年少なので', '最年少'],
    ['ひとり職場です', 'ひとり職場'],
    ['当センターの', '当センター'],
    ['我が課の', '我が課'],
    ['係員は4人です', '係員は4人です'],
    ['3名体制なので', '3名体制なので'],
    ['一人で窓口を担当している', '一人で窓口を担当して'],
    ['正規職員は二人だけ。', '職員は二人だけ'],
    ['係で一番若い', 'で一番若'],
    ['女性は私一人', '私一人'],
  ],
}

/** What is no clue: posts, roles, words that only look like one. */
const innocent = [
  ...'課長 お客さん 皆さん 業者さん 市民の皆様 各課長 担当課長 所属長 部課長 窓口係長 総務課長'.split(
    ' ',
  ),
  ...'土木課長 河川係長 水道部長 財政課長 上下水道課長補佐 危機管理室長 こども家庭課長 衛生係長'.split(
    ' ',
  ),
  ...'家屋係長 産業立地課長 環境部主査 東部長 前課長 原課長 本部長 保育園長 副園長 支所長 図書館長'.split(
    ' ',
  ),
  ...'消防署長 小学校長 校長先生 課長補佐 指導主事 担当主任 関係部長 保護者様 ご担当者様 利用者様'.split(
    ' ',
  ),
  ...'仕様 同様に 多様な 様式 様々な お子さん お隣さん 隣のお店さん 保育士さん 係長さん 市長'.split(
    ' ',
  ),
  ...'赤ちゃん お兄ちゃん たくさん 沢山さん 氏名 同氏 両氏 彼氏 諸君 今日行くんです 届くんだ 本屋さん'.split(
    ' ',
  ),
  ...'内線を廃止 内線電話 電話番号の一覧 職員番号を入力 番号札 整理番号3 郵便番号1234567 2026年度'.split(
    ' ',
  ),
  ...'100-200円 0円 24-365 a@b @everyone 毎年6月3日 毎週火曜日 4月1日 3月31日 3日前 6月 令和8年度'.split(
    ' ',
  ),
  ...'1/2 昨年度 火曜日の午後 本日 3月3日間 昨今 先日付 公私の区別 私立 私物 私の考え 私は思う'.split(
    ' ',
  ),
  ...'私の課題 自分の担当 当該課 担当課 本当は 当初 当番 該当所属 唯一無二 13人しかいない 一人ひとり'.split(
    ' ',
  ),
  ...'一人で悩まない 二人で対応する 一人1台 3年目の職員 入庁3年目の研修 育休から復帰する職員の支援'.split(
    ' ',
  ),
  ...'名前の課 5月1日現在 二人体制にする 私は担当課に 宅配便さん 各種団体様 前職員 うちの分 本館では 私費 時間外 残業を減らす 会議の議事録 田中 山口県 千葉市'.split(
    ' ',
  ),
]

const fragment = fc.constantFrom(
  ...Object.values(found).flatMap((rows) => rows.map(([text]) => text)),
  ...innocent,
  ...'田,中,\u200b,\u0301,\u3099,\ud842,\udfb7,㈱,ﾞ,\ufdfa,課,長,さん,私,の,1,-,@,年,月,日,\n, '.split(
    ',',
  ),
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')),
  fc
    .array(fc.nat(0xffff), { maxLength: 40 })
    .map((units) => units.map((unit) => String.fromCharCode(unit)).join('')),
)

describe('Clues in a draft', () => {
  it('are tried on many texts', () => {
    expect(Object.values(found).flat().length).toBeGreaterThan(70)
    expect(innocent.length).toBeGreaterThan(110)
  })

  for (const [kind, rows] of Object.entries(found)) {
    it.each(rows)(`of the kind ${kind}: %s`, (text, words) => {
      const expected = words === '' ? [] : [{ kind, words }]
      expect(findClues(text).map((clue) => ({ kind: clue.kind, words: clue.words }))).toEqual(
        expected,
      )
    })
  }

  it.each(innocent)('are not seen in 「%s」', (text) => {
    expect(findClues(text)).toEqual([])
    expect(findClues(`窓口で、${text}。`)).toEqual([])
  })

  it('come in order, each with polite advice', () => {
    const text = '先週の火曜日、田中課長が私の係に来て、内線1234で佐藤さんを呼びました。'
    const clues = findClues(text)
    expect(clues.map(({ words }) => words)).toEqual([
      '先週の火曜日',
      '田中課長',
      '私の係',
      '内線1234',
      '佐藤さん',
    ])
    for (const { advice } of clues) expect(advice).toMatch(/(か|ください|します)。$/)
  })

  it.each([
    ['田\u200b中\u2060課\ufeff長が', '田\u200b中\u2060課\ufeff長'],
    ['𠮷と田\u0301中さ\u0316ん', '田\u0301中さ\u0316ん'],
    ['𠮷と㈱の内線１\u200d２３４', '内線１\u200d２３４'],
    ['こは\u3099やしとすす\u3099きさん', 'すす\u3099きさん'],
    ['ｽｽﾞｷさん', 'ｽｽﾞｷさん'],
    ['田中\ud800課長', '田中\ud800課長'],
    ['\u2f65中課長', '\u2f65中課長'],
  ])('are found behind invisible signs and other forms: %s', (text, words) => {
    const [clue] = findClues(text)
    expect(clue?.words).toBe(words)
    expect(clue?.start).toBe(text.indexOf(words))
  })

  it('stand where they say, apart from each other, in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0
        for (const { start, end, words } of findClues(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(text.slice(start, end)).toBe(words)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['kanji', '田'],
    ['names', '田中さん'],
    ['titles', '課長'],
    ['letters', 'a'],
    ['at signs', 'a@'],
    ['dots behind an at sign', '@a.'],
    ['digits', '0'],
    ['hyphens', '0-'],
    ['dates', '12月'],
    ['years', '私は'],
    ['leave', '育休から'],
    ['descriptions', 'した私'],
    ['few', '一人'],
    ['kana', 'さとう'],
    ['spaces', ' '],
    ['marks', '\u0301\u0316'],
    ['invisible signs', '\u200b'],
    ['lone surrogates', '\ud800'],
  ])('are looked for in linear time in %s', (_, unit) => {
    const milliseconds = (length: number) => {
      const text = unit.repeat(length / unit.length)
      const started = performance.now()
      findClues(text)
      return performance.now() - started
    }
    const small = Math.min(...[1, 2, 3].map(() => milliseconds(1 << 16)))
    // Linear time is 16 times as long, quadratic time 256 times.
    expect(milliseconds(1 << 20)).toBeLessThan(Math.max(small, 5) * 128)
  })
})
