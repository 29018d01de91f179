import { readFileSync } from 'node:fs'
import { Refusal } from './refusal.ts'

/** scrypt makes each guess dear, but cannot make up for a short passphrase. */
const LEAST_LENGTH = 16

/**
 * The first line of the file.
 *
 * @throws {Refusal} without a file, or when what stands there is too short.
 */
export function readPassphrase(file: string | undefined): string {
  if (file === undefined) {
    throw new Refusal(
      '合言葉がありません。16文字以上の合言葉を1行目に書いたファイルを作り、--passphrase-file か環境変数 BACKUP_PASSPHRASE_FILE で指定してください。',
    )
  }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Refusal(
      `合言葉のファイル「${file}」を読めません。場所と権限を確かめ、もう一度指定してください。`,
    )
  }
  return requireLong((text.split(/\r?\n/)[0] ?? '').trim())
}

/** @throws {Refusal} */
export function requireLong(passphrase: string): string {
  if (Array.from(passphrase).length >= LEAST_LENGTH) return passphrase
  throw new Refusal(
    `合言葉が短すぎます。1行目に${LEAST_LENGTH}文字以上で書いてください。長い合言葉でないと、バックアップを手にした人に破られます。`,
  )
}
