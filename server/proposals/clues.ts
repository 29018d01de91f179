/**
 * Words of a draft that point at a person or at the writer, for a list of advice before sending. The
 * draft stays in the browser. Nothing is refused: the writer decides, and 提案担当 reads again.
 */
import { namesIn } from './surnames.ts'

export type ClueKind = 'person' | 'contact' | 'number' | 'date' | 'writer' | 'small-group'

/** `start` and `end` are UTF-16 offsets into the text; `words` is what stands between them. */
export interface Clue {
  start: number
  end: number
  kind: ClueKind
  words: string
  advice: string
}

const ADVICE: Record<ClueKind, string> = {
  person: '人の名前のようです。役職や係の名前に置き換えられませんか。',
  contact: '連絡先のようです。個人につながるので、提案に要らなければ消してください。',
  number: '人や案件を表す番号のようです。番号がなくても伝わるように書けませんか。',
  date: '出来事の日時のようです。「昨年度」「ある日」のような広い言い方にできませんか。',
  writer:
    '書いた人の担当や経歴が分かるかもしれません。なくても伝わるなら、消すことをお勧めします。',
  'small-group':
    '少人数の職場では、書いた人が分かることがあります。職場が分からない言い方にできませんか。',
}

const HYPHEN = '[-‐‒–—―−ー]'
const COUNT = '(?<![\\d.,十百])(?:[1-9]|[一二三四五六七八九数])(?:人|名)|(?:ひとり|ふたり)'
const UNIT =
  '(?:係|班|園|室(?!内)|館|校(?!正)|署(?!名)|課(?![題税])|部(?![分下品屋])|所(?![有見感得管])|部署|職場|チーム|グループ|支所|出張所|学校|施設|センター|公民館|保育園|診療所)'
const ME = '(?<!公)(?:私|わたし|わたくし|僕|俺|小職|当職)'
const LEAVE = '(?:育休|産休|育児休業|育児休暇|産前産後休暇|介護休暇|病休|病気休暇|休職|療養)'
const YEARS = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})年'
const TIME = '(?:の?(?:午前|午後)? ?\\d{1,2}(?:時(?:\\d{1,2}分|半)?|:\\d{2})(?:ごろ|頃)?)?'
/** First and last days of the fiscal and the calendar year name no event. */
const EDGE = '(?:0?4月0?1日|0?3月31日|12月2[89]日|0?1月0?[34]日)'

/**
 * Every repetition is bounded, so that each pattern reads a text in linear time. Written for NFKC
 * text without invisible characters.
 */
const RULES: readonly { kind: ClueKind; pattern: RegExp }[] = [
  rule('contact', '内線(?:番号|電話)?[:はがの ]{0,3}\\d{2,5}|\\(内 ?\\d{3,5}\\)'),
  rule(
    'contact',
    `(?<![\\d-])0\\d{1,4} ?(?:${HYPHEN}|\\() ?\\d{1,4} ?(?:${HYPHEN}|\\)) ?\\d{3,4}(?!\\d)`,
  ),
  rule('contact', '(?<![\\d-])0(?:[5789]0 ?\\d{4} ?\\d{4}|\\d{9})(?!\\d)'),
  rule(
    'contact',
    `(?:電話|TEL|Tel|携帯)[^\\d\\n。]{0,5}\\d{2,4}${HYPHEN}\\d{4}(?!\\d|${HYPHEN}\\d)`,
  ),
  rule('contact', '(?<![\\w.%+-])[\\w.%+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}'),
  rule('number', '(?:職員|社員|個人)番号[^\\d\\n。]{0,5}\\d{3,12}(?!\\d)'),
  rule('number', '(?<!郵便|電話|内線|携帯)番号[^\\d\\n。]{0,5}\\d{5,12}(?!\\d)'),
  rule('number', 'マイナンバー[^\\d\\n。]{0,5}\\d{4} ?\\d{4} ?\\d{4}(?!\\d)'),
  rule(
    'date',
    `(?<![\\d毎]|毎年)(?:(?:令和|平成)?(?:\\d{1,4}|元)年 ?)?(?!${EDGE})\\d{1,2}月 ?\\d{1,2}日(?![前間現])(?: ?\\([月火水木金土日]\\))?${TIME}`,
  ),
  rule(
    'date',
    '(?<![毎一二三四五六七八九十])[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日(?![前間現])',
  ),
  rule('date', `(?<!\\d)(?:\\d{4}|R\\d{1,2})([/.-])\\d{1,2}\\1\\d{1,2}(?!\\d)${TIME}`),
  rule('date', `(?<!\\d)\\d{1,2}/\\d{1,2} ?\\([月火水木金土日]\\)${TIME}`),
  rule(
    'date',
    `(?:先々週|先週|今週)の?[月火水木金土日]曜日?${TIME}|先々週|先週末?|(?:先月|今月)の?\\d{1,2}日(?!間)`,
  ),
  rule(
    'date',
    `(?:一昨日|昨日|昨晩|昨夜|今朝|先日(?!付)|おととい|(?<!\\p{Script=Hiragana})きのう)${TIME}`,
  ),
  rule(
    'writer',
    `${ME}の(?:担当|所属|席|机|上司|部下|同僚|前任|後任|業務|仕事|地区|受け持ち|クラス|経歴|職種|通勤|持病|家族|妻|夫|子|${UNIT})`,
  ),
  rule('writer', `${ME}[はもが、][^。\\n]{0,15}?${YEARS}目`),
  rule(
    'writer',
    `(?:入庁|採用|勤続|配属|異動|着任)[^。、\\n]{0,6}?${YEARS}目?(?:です|になり|だが|の私|の身)`,
  ),
  rule(
    'writer',
    `${LEAVE}(?:から|より|明け)[^。\\n]{0,10}?(?:私|ばかり|ました|した(?:際|とき|時|ので|が))`,
  ),
  rule('writer', `${ME}[^。\\n]{0,10}?${LEAVE}(?:中|から|より|明け|を取)`),
  rule(
    'writer',
    '前職(?!員)場?|前の職場|以前(?:の職場|勤めて|勤務していた|いた)|転職して(?:き|来|入)|中途採用の私',
  ),
  rule(
    'writer',
    `(?:前にいた|前にいました|異動前の|(?<!\\p{Script=Han})前の)(?:課|係|班|部署|園|支所)(?=[ではのにと])`,
  ),
  rule('writer', '[^、。\\s]{0,12}(?:した|ている|いる|ある|ない|だった|の|な)私(?=[はがもにを、])'),
  rule(
    'writer',
    `${ME}[はがも][^。、\\n]{0,12}?(?:担当(?![課者係部所])|再任用|会計年度任用|子育て中|育児中|妊娠中|異動して)|異動してき(?:た(?:ばかり|私)|まし)|(?:勤めて|働いて)${YEARS}|定年まであと|再任用の私`,
  ),
  rule('small-group', `${ME}(?:だけ|しか|一人|1人|ひとり)(?=[がでしだの、。]|い[なま]|$)`),
  rule(
    'small-group',
    '唯一(?:の|、|で)|紅一点|黒一点|最年少|最年長|最古参|で(?:一番|いちばん)(?:若|年上|年長|古株)|(?:一人|1人|ひとり)(?:職場|係(?!の))',
  ),
  rule('small-group', `(?:${COUNT})しか(?:い|お)(?:ない|ません|なく|らず|りません|らない|ず)`),
  rule(
    'small-group',
    `(?:${COUNT})(?:(?:だけ|のみ)(?:です|だ|(?:の|な)(?=${UNIT})|で(?:担当|対応|運営|処理|回)し|(?=[、。\\n]|$))|体制(?:です|なので|のため))`,
  ),
  rule(
    'small-group',
    `(?:${COUNT})(?:体制)?で(?:[^。、\\n]{1,8}?を)?(?:担当して|対応して|運営して|処理して|回して|切り盛り)`,
  ),
  rule(
    'small-group',
    `(?:職員|係員|課員|担当者?|${UNIT})は(?:全部で)?(?:${COUNT})(?:です|しか|だけ|なので|のため|で)`,
  ),
  rule('small-group', `(?:(?:うち|私たち|私達|私ども|わたしたち|我々|われわれ)の|我が)${UNIT}`),
  rule(
    'small-group',
    `(?<!\\p{Script=Han})(?:当${UNIT}|本(?:園|係|班)|弊(?:課|係|所))(?=[ではのにがも、をへ])`,
  ),
]

/**
 * Clues of a text in order, none overlapping another. Full-width and half-width forms are the same,
 * invisible characters and marks within words do not hide them. Total; linear in the text.
 */
export function findClues(text: string): Clue[] {
  const { plain, starts, ends } = plainView(text)
  const found = namesIn(plain).map((place) => ({ ...place, kind: 'person' as ClueKind }))
  for (const { kind, pattern } of RULES) {
    for (const { index, 0: words } of plain.matchAll(pattern)) {
      found.push({ start: index, end: index + words.length, kind })
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const clues: Clue[] = []
  for (const { start: first, end: after, kind } of found) {
    const start = starts[first] ?? 0
    const end = ends[after - 1] ?? 0
    if (start < (clues.at(-1)?.end ?? 0)) continue
    clues.push({ start, end, kind, words: text.slice(start, end), advice: ADVICE[kind] })
  }
  return clues
}

function rule(kind: ClueKind, source: string): { kind: ClueKind; pattern: RegExp } {
  return { kind, pattern: new RegExp(source, 'gu') }
}

/**
 * `text` in NFKC without invisible characters and marks; for each UTF-16 unit of it the place in the
 * text that it comes from. Character by character, for a run of marks costs ICU quadratic time.
 */
function plainView(text: string): { plain: string; starts: number[]; ends: number[] } {
  const units: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const character of text) {
    const start = at
    at += character.length
    const ordinary = /^[ -~ぁ-んァ-ヶー一-龠、。]$/u.test(character)
    for (const unit of ordinary ? character : character.normalize('NFKC')) {
      if (!ordinary && /[\p{Cs}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(unit)) continue
      if (!ordinary && /\p{M}/u.test(unit)) {
        const last = units.length - 1
        const voiced = `${units[last] ?? ''}${unit}`.normalize('NFC')
        if (voiced.length === 1 && last >= 0) units[last] = voiced
        if (last >= 0) ends[last] = at
        continue
      }
      for (const half of unit.split('')) {
        units.push(half)
        starts.push(start)
        ends.push(at)
      }
    }
  }
  return { plain: units.join(''), starts, ends }
}
