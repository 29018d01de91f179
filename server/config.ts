import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import { z } from 'zod'

const schema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number({ error: '0〜65535 の整数' }).int().min(0).max(65535).default(8080),
  DATA_DIR: z.string().min(1).default('data'),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  BOX_MIRROR: z.string().min(1).optional(),
  /** Where copies of the data folder are put; the program only looks whether it is fit for that. */
  BACKUP_DIR: z.string().min(1).optional(),
  /** Read by `npm run backup` and `restore` alone, never by the server. */
  BACKUP_PASSPHRASE_FILE: z.string().min(1).optional(),
  PUBLISHED_ACCESS: z.enum(['open', 'staff'], { error: 'open または staff' }).default('open'),
  /** Address of the one reverse proxy in front, as it reaches us; absent: none. */
  TRUST_PROXY: z.string().min(1).optional(),
  SMTP_URL: z.string().min(1).optional(),
  MAIL_FROM: z.string().min(1).optional(),
  MAIL_ALL: z.string().min(1).optional(),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug'], {
      error: 'silent, fatal, error, warn, info, debug のどれか',
    })
    .default('info'),
})

export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly boxMirror: string | null
  /** Where copies are put by hand or by a timer; only looked at by 設置の確認. */
  readonly backupDir: string | null
  readonly publishedAccess: 'open' | 'staff'
  /** Address or network (CIDR) of the reverse proxy whose `X-Forwarded-*` is believed; null: none. */
  readonly trustProxy: string | null
  /** The mail relay, the sender, and the ONE list address that reaches everybody; null: no mail. */
  readonly mail: MailConfig | null
  readonly logLevel: string
}

export interface MailConfig {
  /** `smtp://host:25` or `smtps://user:pass@host:465`. */
  readonly url: string
  readonly from: string
  readonly all: string
}

/** What is wrong with the environment, in one sentence that names the variable. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration'
}

/** Whether only this machine itself can reach a host name of the configuration. */
export function isLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1'].includes(host)
}

/**
 * Reads the environment once; nothing else in the program looks at it.
 *
 * @throws {BadConfiguration}
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, v]) => v !== undefined && v !== ''),
  )
  const result = schema.safeParse(given)
  if (!result.success) {
    const issue = result.error.issues[0]
    const name = String(issue?.path[0])
    throw new BadConfiguration(
      `環境変数 ${name} の値「${given[name]}」は使えません。使える値: ${issue?.message}。`,
    )
  }
  const value = result.data
  return {
    host: value.HOST,
    port: value.PORT,
    dataDir: value.DATA_DIR,
    tls: readTls(value.TLS_CERT, value.TLS_KEY),
    boxMirror: value.BOX_MIRROR ?? null,
    backupDir: value.BACKUP_DIR ?? null,
    publishedAccess: value.PUBLISHED_ACCESS,
    trustProxy: readProxy(value.TRUST_PROXY),
    mail: readMail(value.SMTP_URL, value.MAIL_FROM, value.MAIL_ALL),
    logLevel: value.LOG_LEVEL,
  }
}

/** What `npm run backup` and `restore` take from the environment when it is not told them. */
export function readBackupSettings(env: Readonly<Record<string, string | undefined>>) {
  const given = (name: string) => (env[name] === '' ? undefined : env[name])
  return {
    dataDir: given('DATA_DIR') ?? 'data',
    backupDir: given('BACKUP_DIR'),
    boxMirror: given('BOX_MIRROR'),
    passphraseFile: given('BACKUP_PASSPHRASE_FILE'),
  }
}

function readTls(cert: string | undefined, key: string | undefined): Config['tls'] {
  if (cert === undefined && key === undefined) return null
  if (cert === undefined || key === undefined) {
    throw new BadConfiguration('TLS_CERT と TLS_KEY は、両方を指定するか、両方を外してください。')
  }
  const tls = { cert: readPem('TLS_CERT', cert), key: readPem('TLS_KEY', key) }
  try {
    createSecureContext(tls)
  } catch {
    throw new BadConfiguration(
      'TLS_CERT と TLS_KEY の内容を使えません。対になる証明書と秘密鍵（PEM形式）を指定してください。',
    )
  }
  return tls
}

/** The widest network that can still be meant as «the proxies»: 256 addresses, one IPv6 segment. */
const NARROW_ENOUGH = { 4: 24, 6: 64 }

function readProxy(given: string | undefined): string | null {
  if (given === undefined) return null
  const [address = '', bits, ...more] = given.split('/')
  const kind = isIP(address)
  const all = kind === 6 ? 128 : 32
  const prefix = bits === undefined ? all : /^\d{1,3}$/.test(bits) ? Number(bits) : Infinity
  if ((kind !== 4 && kind !== 6) || address.includes('%') || more.length > 0 || prefix > all) {
    throw new BadConfiguration(
      `環境変数 TRUST_PROXY の値「${given}」は使えません。中継サーバーのアドレスか範囲を1つ指定してください（例: 192.0.2.10、192.0.2.8/29）。`,
    )
  }
  if (prefix < NARROW_ENOUGH[kind]) {
    throw new BadConfiguration(
      `環境変数 TRUST_PROXY の範囲「${given}」は広すぎます。中継サーバーだけを含む範囲（/${NARROW_ENOUGH[kind]} より狭いもの）を指定してください。職員の端末が入ると、アドレスを偽れます。`,
    )
  }
  return given
}

function readMail(
  url: string | undefined,
  from: string | undefined,
  all: string | undefined,
): MailConfig | null {
  if (url === undefined && from === undefined && all === undefined) return null
  if (url === undefined || from === undefined || all === undefined) {
    throw new BadConfiguration(
      'SMTP_URL、MAIL_FROM、MAIL_ALL は、3つとも指定するか、3つとも外してください。',
    )
  }
  // The address of the relay may hold a password: it is not repeated.
  if (!isRelay(url)) {
    throw new BadConfiguration(
      '環境変数 SMTP_URL は使えません。smtp://mail.example.lg.jp:25 または smtps://利用者:パスワード@mail.example.lg.jp:465 の形で指定してください。',
    )
  }
  for (const [name, value] of [
    ['MAIL_FROM', from],
    ['MAIL_ALL', all],
  ] as const) {
    if (!ONE_ADDRESS.test(value)) {
      throw new BadConfiguration(
        `環境変数 ${name} の値「${value}」は使えません。メールアドレスを1つだけ指定してください（例: jinji@example.lg.jp）。`,
      )
    }
  }
  return { url, from, all }
}

/** One address and nothing that could begin a second one or another header. */
const ONE_ADDRESS = /^[^\s@<>,;:"()]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/

function isRelay(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== ''
}

function readPem(name: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new BadConfiguration(
      `${name} のファイル「${file}」を読めません。場所と権限を確かめてください。`,
    )
  }
}
