import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { z } from 'zod'

const schema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number({ error: '0〜65535 の整数' }).int().min(0).max(65535).default(8080),
  DATA_DIR: z.string().min(1).default('data'),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  BOX_MIRROR: z.string().min(1).optional(),
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
    publishedAccess: value.PUBLISHED_ACCESS,
    trustProxy: value.TRUST_PROXY ?? null,
    mail: readMail(value.SMTP_URL, value.MAIL_FROM, value.MAIL_ALL),
    logLevel: value.LOG_LEVEL,
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
  return { url, from, all }
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
