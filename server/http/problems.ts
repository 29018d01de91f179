/**
 * The closed catalogue of refusals. `title` says what happened, `next` what the reader can do.
 * Anything thrown that is not a `Problem` is a bug and is shown as `internal`.
 */
export const problems = {
  'bad-request': [
    400,
    '送られた内容を読み取れませんでした。',
    '前の画面に戻り、もう一度お試しください。',
  ],
  'identity-not-wanted': [
    400,
    'このページは、本人が分かる情報を付けた通信を受け付けません。',
    'ブラウザーの拡張機能や中継装置が情報を付けていないか、情報担当へお知らせください。',
  ],
  'sign-in-required': [
    401,
    'サインインが必要です。',
    'サインインしてから、もう一度お試しください。',
  ],
  'sign-in-failed': [
    401,
    '職員番号またはパスワードが違います。',
    '入力を確かめてください。分からないときは情報担当へお問い合わせください。',
  ],
  'not-allowed': [
    403,
    'この操作をする権限がありません。',
    '担当の方にお願いするか、所属の権限を情報担当へご確認ください。',
  ],
  'cross-site': [
    403,
    '別のサイトから送られた操作のため、受け付けませんでした。',
    'このシステムの画面を開き直して、もう一度操作してください。',
  ],
  'needs-tls': [
    403,
    '担当者の仕事は、暗号化された通信（https）でだけ行えます。',
    'アドレスを https:// に変えて、開き直してください。開けないときは、情報担当へお知らせください（情報担当の方へ: サーバーに TLS_CERT と TLS_KEY、または中継サーバーと TRUST_PROXY を設定します）。職員としての回答や提案は、このままでもできます。',
  ],
  'password-change-required': [
    403,
    '最初のパスワードのままです。',
    'サインインして、新しいパスワードを決めてください。',
  ],
  'not-eligible': [
    403,
    'このアンケートの対象に含まれていません。',
    '基準日の在籍者が対象です。心当たりがないときは人事課へお問い合わせください。',
  ],
  'not-found': [
    404,
    'お探しのページはありません。',
    'アドレスを確かめるか、はじめのページからお進みください。',
  ],
  'card-already-issued': [
    409,
    '回答券は、すでに受け取り済みです。',
    '受け取った端末の同じ画面から回答するか、回答券の番号を入力してください。どちらもなくしたときは、回答券のページから再発行を申し出られます。',
  ],
  'slip-instead': [
    403,
    'あなたの回答券は、紙でお渡しします。',
    '職場で紙の回答券を受け取り、QRコードか番号で、タブレットやパソコンから回答してください。紙がないときは、人事課へお知らせください。',
  ],
  'reissue-refused': [
    409,
    '回答券は、再発行できません。',
    '回答券のページを開き直して、今の状態を確かめてください。',
  ],
  'card-after-reset': [
    409,
    'パスワードが再発行されたばかりのため、券はまだ受け取れません。',
    '再発行の次の開庁日から受け取れます。心当たりのない再発行は、人事課へお知らせください。',
  ],
  'slip-unknown': [
    404,
    'この番号の紙は、登録がありません。',
    '番号の写し間違いがないか、確かめてください。QRを読み取ってもこの表示になるときは、別の紙をお使いください。',
  ],
  'slip-used': [
    409,
    'この紙は、前に使われています。',
    '同じ紙は2度使えません。別の紙をお使いください。',
  ],
  'slip-withdrawn': [
    410,
    'この紙の提案券は、使えなくなりました。',
    '提案担当が、同じときに印刷した紙をすべて無効にしました。新しい紙をお使いください。何も送られていません。',
  ],
  'letters-closed': [
    409,
    'アンケートの受付中は、最初のパスワードの手紙を開けません。',
    'まだサインインしていない人の回答券を、手紙を見た人が受け取れてしまうためです。要る人には、「パスワードの再発行」で1人ずつ手紙を作ってください。一覧は、「最初のパスワード」の画面で消してください。',
  ],
  conflict: [
    409,
    'ほかの操作が先に行われたため、受け付けませんでした。',
    '画面を開き直して、今の状態を確かめてください。',
  ],
  'not-open': [409, '今は回答を受け付けていません。', '受付の期間をご確認ください。'],
  'survey-closed': [410, 'このアンケートは締め切りました。', '結果の公表をお待ちください。'],
  gone: [410, 'このページは使い終わりました。', 'はじめのページからお進みください。'],
  'too-large': [
    413,
    '送られた内容が大きすぎます。',
    '文字数やファイルの大きさを減らしてください。',
  ],
  'unsupported-media': [
    415,
    '送られた形式には対応していません。',
    '画面から操作し直してください。',
  ],
  'card-invalid': [
    422,
    '回答券を確かめられませんでした。',
    'もう一度、回答券の受け取りからお進みください。回答は記録されていません。',
  ],
  'form-invalid': [
    422,
    '入力に直すところがあります。',
    '赤い印のところを直して、もう一度送ってください。',
  ],
  'not-encodable': [
    422,
    'Shift_JIS（CP932）で書けない文字があります。',
    'UTF-8 のCSVかExcelの形式でお使いください。',
  ],
  'too-many-attempts': [
    429,
    '続けて間違えたため、少しの間お待ちいただきます。',
    '1分ほど待ってから、もう一度お試しください。',
  ],
  internal: [
    500,
    'システムの内部で問題が起きました。',
    '少し待ってからやり直してください。続くときは情報担当へお知らせください。',
  ],
  busy: [503, 'ただいま混み合っています。', '少し待ってから、もう一度お試しください。'],
} as const satisfies Record<string, readonly [number, string, string]>

export type ProblemCode = keyof typeof problems

/** An expected refusal. `detail` replaces the catalogue's advice when the place knows better. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string
  readonly retryAfter: number | undefined

  constructor(code: ProblemCode, options: { detail?: string; retryAfter?: number } = {}) {
    super(problems[code][1])
    this.name = 'Problem'
    this.code = code
    this.detail = options.detail ?? problems[code][2]
    this.retryAfter = options.retryAfter
  }

  get status(): number {
    return problems[this.code][0]
  }

  /** RFC 9457 problem details; the type is a relative URI of the closed catalogue. */
  toJSON() {
    return {
      type: `/problems/${this.code}`,
      title: this.message,
      status: this.status,
      detail: this.detail,
    }
  }
}

/** Sorts what Fastify itself refuses (size, media type, syntax) into the catalogue. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  const status = (error as { statusCode?: unknown }).statusCode
  if (status === 413) return new Problem('too-large')
  if (status === 415) return new Problem('unsupported-media')
  if (status === 429) return new Problem('too-many-attempts')
  if (status === 503) return new Problem('busy')
  if (typeof status === 'number' && status >= 400 && status < 500) return new Problem('bad-request')
  return null
}
