import { normalisePassword } from './passwords.ts'

export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128

/**
 * What is wrong with a new password, in words for the form; null when it may be taken. There are no
 * rules about kinds of characters: length and being hard to guess is what helps (NIST SP 800-63B).
 */
export function faultOfNewPassword(password: string, number: string): string | null {
  const normal = normalisePassword(password)
  const length = Array.from(normal).length
  if (length === 0) return '新しいパスワードを入力してください。'
  if (length < PASSWORD_MIN) {
    return `${PASSWORD_MIN}文字以上にしてください（今は${length}文字です）。`
  }
  if (length > PASSWORD_MAX)
    return `${PASSWORD_MAX}文字以下にしてください（今は${length}文字です）。`
  const folded = normal.toLowerCase()
  if (holdsNumber(folded, number)) return '職員番号を含まないパスワードにしてください。'
  if (isCommon(folded)) {
    return 'よく使われる、推測されやすいパスワードです。別のものにしてください。'
  }
  return null
}

/** A number of one or two digits would forbid every password with a digit. */
function holdsNumber(folded: string, number: string): boolean {
  const needle = number.normalize('NFKC').toLowerCase()
  return needle.length >= 4 && folded.includes(needle)
}

function isCommon(folded: string): boolean {
  const plain = folded.replace(/[\s\-_.!?@]/gu, '')
  return common.has(folded) || common.has(plain) || isRepeated(folded) || isRun(plain)
}

/** `aaaaaaaaaaaa`, `abcabcabcabc`: one to four characters over and over. */
function isRepeated(text: string): boolean {
  return /^(.{1,4}?)\1{2,}.{0,3}$/su.test(text)
}

/** `123456789012`, `abcdefghijkl` and the rows of the keyboard, forwards or backwards. */
function isRun(text: string): boolean {
  const backwards = Array.from(text).reverse().join('')
  return runs.some((run) => run.includes(text) || run.includes(backwards))
}

const runs = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
].map((run) => run.repeat(5))

/** From public lists of leaked passwords, those of twelve characters and more, and our own field. */
const common: ReadonlySet<string> = new Set([
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'mypassword123',
  'adminpassword',
  'administrator',
  'administrator1',
  'adminadmin123',
  'administrator123',
  'changeme1234',
  'changemenow1',
  'letmeinplease',
  'welcome12345',
  'welcome123456',
  'welcomewelcome',
  'qwerty123456',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyqwerty',
  'qwerty12345678',
  '1q2w3e4r5t6y',
  '1q2w3e4r5t6y7u',
  '1q2w3e4r5t6y7u8i',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'zaq12wsxcde3',
  'q1w2e3r4t5y6',
  'abc123456789',
  'abcd12345678',
  'abcdef123456',
  'a1b2c3d4e5f6',
  'aa1234567890',
  'a12345678900',
  'iloveyou1234',
  'iloveyou12345',
  'iloveyouforever',
  'sunshine1234',
  'princess1234',
  'football1234',
  'baseball1234',
  'superman1234',
  'dragon123456',
  'monkey123456',
  'master123456',
  'shadow123456',
  'michael12345',
  'trustno1trustno1',
  'passw0rd1234',
  'p@ssw0rd1234',
  'p@ssword1234',
  'p@ssw0rd12345',
  'passw0rdpassw0rd',
  'testtest1234',
  'test12345678',
  'guest1234567',
  'user12345678',
  'root12345678',
  'login1234567',
  'secret123456',
  'google123456',
  'internet1234',
  'computer1234',
  'windows12345',
  'microsoft123',
  'samsung12345',
  'pokemon12345',
  'doraemon1234',
  'doraemon12345',
  'sakura123456',
  'sakurasakura',
  'nippon123456',
  'nihon1234567',
  'japan1234567',
  'tokyo1234567',
  'tokyo2020tokyo',
  'kazetoshi123',
  'kazetoshi1234',
  'kazetoshikazetoshi',
  'shiyakusho12',
  'shiyakusho123',
  'shiyakusho1234',
  'yakusho12345',
  'shokuin12345',
  'shokuin123456',
  'jinjika12345',
  'jinjika123456',
  'arigatou1234',
  'konnichiwa12',
  'konnichiwa123',
  'ohayougozaimasu',
  'パスワードパスワード',
  'あいうえおかきくけこさし',
  'あいうえおかきくけこさしすせそ',
  'いろはにほへとちりぬるを',
])
