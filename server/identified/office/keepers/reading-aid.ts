/** How each character is read aloud: digits in hiragana, letters in katakana, so that 9 and Q differ. */
const READINGS: Readonly<Record<string, string>> = {
  '0': 'ぜろ',
  '1': 'いち',
  '2': 'に',
  '3': 'さん',
  '4': 'よん',
  '5': 'ご',
  '6': 'ろく',
  '7': 'なな',
  '8': 'はち',
  '9': 'きゅう',
  A: 'エー',
  B: 'ビー',
  C: 'シー',
  D: 'ディー',
  E: 'イー',
  F: 'エフ',
  G: 'ジー',
  H: 'エイチ',
  J: 'ジェー',
  K: 'ケー',
  M: 'エム',
  N: 'エヌ',
  P: 'ピー',
  Q: 'キュー',
  R: 'アール',
  S: 'エス',
  T: 'ティー',
  V: 'ブイ',
  W: 'ダブリュー',
  X: 'エックス',
  Y: 'ワイ',
  Z: 'ゼット',
}

/** The groups of a passphrase, each with its reading: `7K2M`, `なな・ケー・に・エム`. */
export function readAloud(
  passphrase: string,
): { readonly group: string; readonly reading: string }[] {
  return passphrase.split('-').map((group) => ({
    group,
    reading: Array.from(group, (character) => READINGS[character] ?? character).join('・'),
  }))
}
