import { createTransport } from 'nodemailer'

/** Where a mail goes out: the relay of the city, the sender and the ONE list address. */
export interface MailRelay {
  /** @throws {MailFault} */
  send(mail: { readonly subject: string; readonly body: string }): Promise<void>
}

/** Why a mail was not sent, as a sentence that says what to do. */
export class MailFault extends Error {
  override readonly name = 'MailFault'
}

/** A relay that does not answer must not keep an officer waiting. */
const PATIENCE = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 10_000,
  socketTimeout: 20_000,
} as const

/** Plain text in UTF-8; nothing is read from disk or from an address. */
export function mailRelay(config: {
  readonly url: string
  readonly from: string
  readonly all: string
}): MailRelay {
  const transport = createTransport({ ...PATIENCE, url: config.url })
  return {
    async send({ subject, body }) {
      try {
        const { rejected } = await transport.sendMail({
          from: config.from,
          to: config.all,
          subject,
          text: body,
          // Answers of absent people would come back by the thousand.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        if (rejected.length > 0) throw new MailFault(REFUSED_ADDRESS)
      } catch (error) {
        throw error instanceof MailFault ? error : new MailFault(reasonOf(error))
      }
    },
  }
}

const REFUSED_ADDRESS =
  'メールの中継サーバーが、全職員あてのアドレス（MAIL_ALL）を受け付けませんでした。アドレスを情報担当へ確かめてから、もう一度送ってください。'
const UNKNOWN =
  'メールを送れませんでした。情報担当へ連絡し、届いていないことを確かめてから、もう一度送ってください。'

/**
 * Nothing of what the relay says is repeated: it may name addresses. A connection that broke later than at
 * its beginning may have left the mail behind, so only what surely failed is called so.
 */
function reasonOf(error: unknown): string {
  const { code, command, responseCode, syscall } = error as {
    code?: unknown
    command?: unknown
    responseCode?: unknown
    syscall?: unknown
  }
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    return 'メールの中継サーバーが、利用者名かパスワードを受け付けませんでした。設定（SMTP_URL）を情報担当へ確かめてから、もう一度送ってください。'
  }
  if (code === 'ETLS' || code === 'EREQUIRETLS') {
    return 'メールの中継サーバーと暗号化した通信ができませんでした。証明書の設定を情報担当へ確かめてから、もう一度送ってください。'
  }
  if (code === 'EDNS' || syscall === 'connect') {
    return 'メールの中継サーバーにつながりませんでした。サーバーと設定（SMTP_URL）を情報担当へ確かめてから、もう一度送ってください。'
  }
  if (code === 'EENVELOPE' && command === 'RCPT TO') return REFUSED_ADDRESS
  if (typeof responseCode === 'number' && responseCode >= 400) {
    return `メールの中継サーバーに断られました（応答 ${responseCode}）。情報担当へ確かめてから、もう一度送ってください。`
  }
  return UNKNOWN
}
