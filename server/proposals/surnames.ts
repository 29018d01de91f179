/**
 * Names of people by their form: something like a surname before さん, 氏 or a title. Without a
 * dictionary of names: a kanji word counts as a surname when every kanji of it is common in surnames
 * and the word is not one of an office (土木, 水道). So 「総務課長」, a post, is no name and 「田中課長」
 * is. Before さん any other kanji word counts too, unless it names a role. Rare surnames before a
 * title are missed, and a unit with a name like a surname (小川支所) is taken for one: it is advice.
 */

/** Kanji of the 500 most frequent surnames, roughly in the order of their frequency there. */
const KANJI = new Set(
  '田藤山野川木井村本中小原島佐高橋松大谷渡辺林石上岡吉崎池森内坂斎斉加口伊久前西長清水近沢澤福後阿部三' +
    '和金宮増竹岩今平安横河千葉菅丸杉武下新五十嵐須工荒尾関市古津柴堀樋望月北南東永熊萩浜濱桜櫻服早馬' +
    '矢八黒白赤青秋春夏冬奥戸土根栗桑梅柳柏植浅深滝瀧渋江成相富豊飯米片笠神天羽亀鶴猪牛鹿塚舘垣光明広廣' +
    '幸徳喜宇児玉寺庄荻若蒲稲穂畑畠泉湯磯越日比名倉蔵鎌角門堂道達向立真美町堺境峰嶋峯岸落辻樫楠檜榊橘桃' +
    '梶郎太瀬緒方生麻甲斐地星笹芳四二六七九一志田々ヶ衛栄保勝信儀我茂次貫乙丹羽有賀城所仲尻氏家多染鈴子' +
    '遠浦酒菊屋馬場間篠宅椎頭海塩沼榎髙﨑齋齊邉邊織奈良沖脇合辰巳倍曽曾粕桐味車庭ノツ',
)

/** Words of an office and its town that consist of such kanji only; compared with the end. */
const ORDINARY = (
  '土木 河川 水道 上下水 下水 森林 山林 林野 林道 市道 町道 武道 道路 海岸 海上 水門 土地 宅地 用地 農地 立地 地下 ' +
  '東部 西部 南部 北部 中部 本部 内部 上部 下部 一部 外部 各部 市部 郡部 部門 大門 頭部 中央 市立 町立 私立 公立 県立 ' +
  '国立 中立 大学 中学 小学 市内 町内 市中 市場 工場 役場 車場 夏場 広場 会場 道場 立場 場合 場所 屋上 屋内 屋外 家屋 ' +
  '部屋 家庭 衛生 保安 保育 今日 本日 前日 後日 明日 一日 平日 土日 今月 本月 月日 月間 今後 前後 中間 合間 日本 若葉 ' +
  '青葉 大方 多方 一方 前方 後方 地方 方向 向上 達成 生成 平成 成長 増加 名前 氏名 一緒 一斉 一次 二次 一本 原本 天井 ' +
  '部下 部長 次長 所長 市長 市町村 市町 町村 上下 大小 有名 多数 我々 次'
).split(' ')

/** Surnames of one kanji before a title; not 東 中 本 前 原 and others, which begin 東部長, 前課長, 原課長. */
const SINGLE = new Set('林森岡関堀谷菅辻星畑泉堤沖牧柳杉滝浜岸峰榊橘桂湊乾轟'.split(''))

/** Before さん, 氏, 様: who is no name. The ends of roles (業者, 職員, 市民, 会社 …), then whole words. */
const ROLE_ENDS = new Set(
  '者員士師長客人民社会店行院所園校課係部局室班区市町村県国庁署隊団組家方屋側業省府務当事便体皆様同仕模異左今外別図各何某両諸彼摂華一有手役職級'.split(
    '',
  ),
)
const ROLES = [
  ...'奥 母 父 兄 姉 弟 妹 祖父 祖母 叔父 叔母 伯父 伯母 親 孫 嫁 婿 娘 息子 坊 赤 嬢 神 仏 王 姫 殿 貴 旦那'.split(
    ' ',
  ),
  ...'先輩 後輩 同僚 上司 部下 相手 隣 学生 生徒 児童 園児 先生 仲間 友達 子供 子 男性 女性 誰 沢山 月 太陽'.split(
    ' ',
  ),
  ...'猫 犬 象 豚 大工 左官 板前 女将 派遣 委託 下請 元請 大手 地元 近所 出入 清掃 警備 農協 銀行 多 文 姓'.split(
    ' ',
  ),
  ...'来客 一般 多種 三者三 十人十 実習生 研修生 受講生 卒業生 新入生 担当 経理 財政 広報 企画 福祉'.split(
    ' ',
  ),
]

/** Frequent surnames as they are read, for 「さとうさん」 and 「スズキ課長」. */
const READINGS = new Set(
  (
    'さとう すずき たかはし たなか いとう わたなべ やまもと なかむら こばやし かとう よしだ やまだ ささき ' +
    'やまぐち まつもと いのうえ きむら はやし さいとう しみず やまざき やまさき いけだ はしもと いしかわ ' +
    'やました おがわ いしい はせがわ ごとう おかだ こんどう まえだ ふじた えんどう あおき さかもと むらかみ ' +
    'おおた かねこ ふじい ふくだ にしむら みうら たけうち なかがわ おかもと まつだ はらだ なかの おの たむら ' +
    'ふじわら なかやま いしだ こじま わだ もりた うえだ しばた さかい くどう よこやま みやざき みやもと うちだ ' +
    'たかぎ あんどう しまだ たにぐち おおの たかだ まるやま いまい こうの ふじもと むらた たけだ うえの すぎやま'
  ).split(' '),
)

/** Surnames that are no place, for 「課長の鈴木」 without さん. */
const FREQUENT =
  '佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|松本|井上|木村|斎藤|斉藤|清水|山崎|阿部|池田|橋本|石井|長谷川|後藤|近藤|藤田|遠藤|村上|西村|三浦|竹内|岡本|松田'

const TITLES =
  '課長|係長|部長|局長|次長|室長|所長|園長|館長|校長|教頭|署長|隊長|班長|市長|教育長|主任|主査|主事|主幹|参事|理事|技師|補佐|先生|教諭|保育士|保健師|看護師|栄養士|調理員|運転手|議員'

const SUFFIX = new RegExp(
  `(?:${TITLES})(?:補佐|代理|補)?|さん(?!ざん)|氏(?![名子神族姓])|様(?![式子々相態変])|くん(?![でだじ])|君(?![主臨が])|ちゃん(?!と)`,
  'gu',
)

const TITLE_OF = new RegExp(
  `(?:${TITLES}|担当|前任|後任|新人|上司|部下|同僚|先輩|後輩|[者員係課班])の(?:${FREQUENT})(?![\\p{Script=Han}])`,
  'gu',
)

/** Kanji before a suffix, with the ノ of 一ノ瀬 and the ヶ of 鶴ヶ谷. */
const KANJI_RUN = /(?:\p{Script=Han}[ノツ](?=\p{Script=Han})|[\p{Script=Han}ヶヵ])+$/u

const UP_TO_TITLE = new RegExp(`^.*(?:${TITLES})(?=.)`, 'u')

/** What stands before a surname within a run of kanji: 総務課田中, 保健師森田, 担当佐藤. */
const BOUNDARY = new Set('課部係室局班員師士者当'.split(''))

/** Where `plain` (NFKC, nothing invisible) seems to name a person, in its offsets. Linear time. */
export function namesIn(plain: string): { start: number; end: number }[] {
  const found = Array.from(plain.matchAll(TITLE_OF), ({ index, 0: words }) => ({
    start: index,
    end: index + words.length,
  }))
  for (const { index, 0: suffix } of plain.matchAll(SUFFIX)) {
    const before = plain.slice(Math.max(0, index - 10), index).replace(/(?<=\S) $/, '')
    const length = surnameLength(before, suffix)
    const space = plain[index - 1] === ' ' ? 1 : 0
    if (length > 0) found.push({ start: index - space - length, end: index + suffix.length })
  }
  return found
}

/** UTF-16 units at the end of `before` that look like a surname before `suffix`; 0 for none. */
function surnameLength(before: string, suffix: string): number {
  const kana = /[ぁ-ゖ]{2,6}$|[ァ-ヶー]{2,6}$/u.exec(before)?.[0]
  if (kana !== undefined) return readingLength(kana)
  const run = KANJI_RUN.exec(before)?.[0] ?? ''
  if (run === '' || /^[一二三四五六七八九十百千]+$/u.test(run)) return 0
  const like = surnameLike(run)
  if (!/^(?:さん|氏|様|くん|君|ちゃん)$/u.test(suffix)) return like
  if (/[おご御]$/u.test(before.slice(0, -run.length)) || ROLES.includes(run)) return 0
  if (like > 0) return like
  if (suffix === '君' || (suffix === 'くん' && run.length < 2)) return 0
  const role =
    ROLE_ENDS.has(run.slice(-1)) || ROLES.some((word) => word.length > 1 && run.endsWith(word))
  return role || run.length > 4 ? 0 : run.length
}

/**
 * Length of the surname (with a first name, at most five kanji) at the end of `run`: the whole run, or
 * what follows a unit, a role or a title in it (総務課田中); 0 for none.
 */
function surnameLike(run: string): number {
  const last = run.replace(UP_TO_TITLE, '')
  if (last.length === 1) return SINGLE.has(last) ? 1 : 0
  let from = last.length
  while (from > 0 && KANJI.has(last.charAt(from - 1))) from--
  while (from > 0 && from < last.length && !BOUNDARY.has(last.charAt(from - 1))) from++
  const like = last.slice(from)
  if (like.length < 2 || like.length > 5 || (like.length > 2 && like.endsWith('部'))) return 0
  if (like.endsWith('屋') && !/^[土守古関大金高]屋$/u.test(like)) return 0
  return ORDINARY.some((word) => like.endsWith(word)) ? 0 : like.length
}

function readingLength(kana: string): number {
  const hiragana = kana.replace(/[ァ-ヶ]/gu, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - 0x60),
  )
  for (let from = 0; from + 2 <= hiragana.length; from++) {
    const reading = hiragana.slice(from)
    if (READINGS.has(reading) && reading.length > 2) return reading.length
  }
  return READINGS.has(hiragana) ? hiragana.length : 0
}
