/** Words of a question to an author that ask who the author is. */
export interface IdentifyingAsk {
  /** UTF-16 places [start, end). */
  readonly start: number
  readonly end: number
  /** What it asks for: 「所属」 … */
  readonly label: string
}

/**
 * Places of a unit's question that ask for the unit, time, name, years of service, number of people … of
 * an author. A list of words, made to warn 提案担当: it finds too much rather than too little, and what it
 * does not find is not safe.
 */
export function identifyingAsks(text: string): IdentifyingAsk[] {
  const found = asks.flatMap(({ label, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      label,
    })),
  )
  const sorted = found.toSorted((a, b) => a.start - b.start || b.end - a.end)
  return sorted.filter((ask, i) => sorted.slice(0, i).every((other) => other.end <= ask.start))
}

const PLACE = '(?:所属|部署|部門|部局|課|係|班|室|チーム|グループ|職場|施設|支所|出張所|園|窓口)'
const TELL =
  '(?:を|は|について)?(?:お?(?:教え|聞かせ|知らせ|示し)|どこ|どちら|何処|何です|なんです)'

const asks: readonly { label: string; pattern: RegExp }[] = [
  {
    label: '所属',
    pattern: new RegExp(
      `(?:どの|どちらの|どこの|何処の|いずれの)${PLACE}|何(?:部|課|係|班|室)|${PLACE}(?:名|先)?${TELL}|所属(?:先|名|部署)`,
      'gu',
    ),
  },
  {
    label: '時期',
    pattern:
      /いつ(?:から|頃|ごろ|の(?:こと|件|話|事|時)|(?:です|でした|ありま|起き|発生))|何(?:年|月|日|曜日|時)(?:頃|ごろ|です|でした|から|に)|(?:日時|日付|時期)(?:を|は)/gu,
  },
  {
    label: '名前',
    pattern: /お?名前|氏名|姓名|フルネーム|イニシャル|職員番号|本人確認|どちら様|何という方/gu,
  },
  {
    label: '年数・年齢',
    pattern:
      /何年目|何年(?:ほど|くらい|ぐらい|間)|勤続|経験年数|在籍年数|年次|(?:入庁|採用|配属|異動)(?:は|から|して|した|され)?[^。]{0,6}(?:何年|いつ|年度)|(?:入庁|採用|異動)(?:年|時期|した)|何歳|年齢|年代|おいくつ/gu,
  },
  {
    label: '人',
    pattern:
      /(?:だれ|誰|どなた)|(?:どの|どんな)(?:職員|方|人|担当者|係員|上司)|何(?:人|名)|(?:上司|課長|係長|同僚|担当者)(?:は|の)?(?:だれ|誰|どなた|お?名前)/gu,
  },
  {
    label: '職・立場',
    pattern:
      /役職|職名|職位|職種|正規(?:職員)?(?:です|でしょう|か)|会計年度任用(?:職員)?(?:です|でしょう|か)|(?:あなた|貴方|貴殿|ご自身|ご本人|提案者)(?:様|さん)?の(?:担当|業務|仕事|立場|職務|お?席)|(?:ご担当|担当)(?:業務|事務)?(?:は|を)?(?:何|なん|どの|どちら|教え)|担当(?:されて|なさって|して)い/gu,
  },
  {
    label: '連絡先・面会',
    pattern:
      /連絡先|電話番号|内線|メール(?:アドレス)?(?:を|は|で)|ご?連絡(?:を)?(?:ください|下さい|いただ|願)|面談|面会|お会い|直接(?:お?話|伺|お?聞|説明)|(?:来|お越し)(?:て)?(?:ください|いただ)|ヒアリング/gu,
  },
  { label: '性別', pattern: /性別|(?:男性|女性)(?:です|でしょう|の方です)/gu },
]
