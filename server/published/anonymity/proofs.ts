/** Where each sentence of 「匿名性のしくみ」 is proved. */
export type ProofId =
  | 'card'
  | 'once'
  | 'sealed'
  | 'connection'
  | 'box'
  | 'traces'
  | 'sides'
  | 'device'
  | 'same'
  | 'keepers'
  | 'void'
  | 'rows'
  | 'tables'
  | 'slips'
  | 'own-page'
  | 'reset'
  | 'proposals'
  | 'offices'
  | 'stored'
  | 'backup'
  | 'attack'
  | 'limits'

export interface Proof {
  readonly id: ProofId
  /** What we promise, as a sentence. */
  readonly promise: string
  /** What is done to break it. */
  readonly tried: string
  /** Files of the program's own tests. */
  readonly tests: readonly string[]
  /** What anybody can open. */
  readonly pages: readonly { readonly href: string; readonly label: string }[]
  readonly commands: readonly string[]
}

/** What there is to open in this installation. */
export interface Openable {
  /** '' or '/staff'. */
  readonly base: string
  /** The newest survey whose results are out; null: none. */
  readonly released: string | null
  /** The newest survey with paper slips; null: none. */
  readonly withSlips: string | null
}

/** In the order of the page. */
export function proofsOf({ base, released, withSlips }: Openable): Proof[] {
  const keys = { href: `${base}/results/keys`, label: '鍵の一覧' }
  const report = {
    href: `${base}/anonymity/documents/attack-report`,
    label: '攻撃の記録（最近のもの）',
  }
  const manual = { href: `${base}/anonymity/documents/verify`, label: '説明書「結果を確かめる」' }
  const limits = { href: `${base}/anonymity/documents/limits`, label: '守れないことの一覧' }
  const own = { href: '/staff/', label: '自分の画面' }
  const of = (path: string) => `${base}/results/${encodeURIComponent(released ?? '')}/${path}`
  const verify = released === null ? [] : [{ href: of('verify'), label: 'だれでも確かめられます' }]
  const inspection =
    released === null ? [] : [{ href: of('inspection'), label: '公表前の点検記録' }]
  const slips =
    withSlips === null
      ? []
      : [
          {
            href: `${base}/api/v1/surveys/${encodeURIComponent(withSlips)}/slips`,
            label: '紙の回答券の一覧',
          },
        ]
  return [
    {
      id: 'card',
      promise: '使われた回答券を見ても、だれに渡した券か分からない',
      tried:
        '国際標準（RFC 9474）の例題どおりに印を押すこと、渡した記録と使われた券のどの組み合わせにもつじつまが合ってしまうこと、悪意をもって印を押しても端末が気付いて止めることを試します。',
      tests: tokens('rfc-vectors', 'witness-matrix', 'dishonest-issuer', 'other-implementation'),
      pages: [manual],
      commands: [],
    },
    {
      id: 'once',
      promise: '一人に1枚、1枚で1回だけ。回答の数は、渡した券の数を超えない',
      tried:
        '同じ券で2回送る、偽の券を作る、別のアンケートの券を使う、券の一覧を書き換える、を試します。',
      tests: [
        ...promises('one-card-one-answer', 'spent-cards'),
        ...tokens('forged-cards'),
        'test/scripts/verify-survey.test.ts',
      ],
      pages: [...verify, manual],
      commands: ['npm run verify-survey -- フォルダー'],
    },
    {
      id: 'sealed',
      promise: '回答は端末の中で封をし、だれの回答も同じ大きさになる',
      tried:
        '箱のファイルから回答の言葉を探す、空欄だけの回答と長い自由記述の大きさを比べる、鍵がないまま開ける、を試します。',
      tests: [...promises('constant-sizes', 'sealed-until-opening'), ...tokens('sealing')],
      pages: [],
      commands: [],
    },
    {
      id: 'connection',
      promise: '回答は、サインインの印（クッキー）も参照元も付けず、別の通信で送る',
      tried:
        '本物のブラウザーで回答し、サーバーに届いた通信を、サインインの通信と1本ずつ比べます。',
      tests: browser('answer-connection', 'road'),
      pages: [],
      commands: [],
    },
    {
      id: 'box',
      promise: '回答箱には、届いた順も、券と回答の組も残らない',
      tried:
        '同じ回答を違う順で入れて、ファイルが1バイトも違わないことを比べます。書きかけの記録や消し跡から、順を読もうともします。',
      tests: promises('box-bytes', 'arrival-order', 'no-journal'),
      pages: [report],
      commands: [],
    },
    {
      id: 'traces',
      promise: '回答した時刻、端末、アドレスを、どこにも残さない',
      tried:
        'すべてのファイルの表と値から時刻とアドレスを探し、200の違うアドレスから使った後に、すべての出力を調べます。',
      tests: promises('no-times', 'no-addresses', 'sign-in-order', 'coarse-numbers'),
      pages: [report],
      commands: [],
    },
    {
      id: 'sides',
      promise: '職員番号のある側と、回答のある側に、同じ値がない',
      tried: '両方のファイルとログを8バイトずつ比べます。プログラムの中の壁も確かめます。',
      tests: [...promises('nothing-on-both-sides'), 'test/architecture.test.ts'],
      pages: [report],
      commands: [],
    },
    {
      id: 'device',
      promise: '送った後の端末に、回答も券も残らない',
      tried:
        '本物のブラウザーのフォルダーを、送信の後、閉じた後、電源を切った後に全部調べ、「戻る」も押します。',
      tests: browser('answer-profile', 'early-card-profile', 'tablet-profile', 'profile'),
      pages: [],
      commands: [],
    },
    {
      id: 'same',
      promise: 'だれにも同じ画面、同じプログラム、同じ鍵が届く',
      tried:
        '5人と、サインインしていない人に届くものを1バイトずつ比べます。鍵の一覧は書き足すだけで、書き換えると分かります。',
      tests: [...promises('same-for-everyone'), 'test/survey/key-log.test.ts'],
      pages: [keys],
      commands: ['curl -s 回答画面のアドレス | sha256sum'],
    },
    {
      id: 'keepers',
      promise: '決めた人数の鍵の保管者がそろわないと、だれにも開けられない',
      tried:
        '用紙を1枚なくす、異動する、立会いを断る、のそれぞれから開封まで行います。人数の足りない合言葉や古い用紙では開かないことも試します。',
      tests: [
        'test/opening/tally-key.test.ts',
        ...keepers('one-keeper-less', 'renewal', 'ledger', 'failures'),
      ],
      pages: [],
      commands: [],
    },
    {
      id: 'void',
      promise: '鍵がそろわなくなったら、回答箱は開けずに廃棄する',
      tried:
        '用紙を2枚なくして中止し、箱・控え・鍵・渡した記録が全部消えること、職員に知らせることを確かめます。',
      tests: [...keepers('two-keepers-less'), 'test/identified/office/life/cancellation.test.ts'],
      pages: [],
      commands: [],
    },
    {
      id: 'rows',
      promise: '開封しても、1人ずつの回答は、どこにも書かない',
      tried: '開封の途中と後に、すべてのファイルから回答の行を探します。途中で電源も切ります。',
      tests: [
        ...promises('sealed-until-opening', 'power-cut'),
        'test/identified/office/crash.test.ts',
      ],
      pages: verify,
      commands: [],
    },
    {
      id: 'tables',
      promise: '公表した数字をどう引き算しても、少ない人数の結果は出てこない',
      tried:
        '公表する数字のあらゆる足し引きと、だれが答えたかを知る人の推理を、計算で試します。通らなければ公表できません。',
      tests: disclosure('oracle', 'leaky-set', 'audit', 'verify', 'public-cases'),
      pages: inspection,
      commands: [],
    },
    {
      id: 'slips',
      promise: '紙の券は、だれがどれを受け取ったかを記録せず、前もって決めた枚数より増えない',
      tried:
        '紙の券の記録から、職場、順番、番号を当てようとします。余分な券や、使い終えた券も試します。',
      tests: [...promises('slips', 'proposal-slips'), 'test/slips/refusals.test.ts'],
      pages: slips,
      commands: [],
    },
    {
      id: 'own-page',
      promise: '自分の回答券が渡されたかどうかは、自分の画面に出る',
      tried: '受け取る前、受け取った後、再発行の後の画面を見比べます。',
      tests: ['test/identified/home/home.test.ts', 'test/identified/issuance/reissue.test.ts'],
      pages: [own],
      commands: [],
    },
    {
      id: 'reset',
      promise: 'パスワードを再発行した人が、本人に代わって回答することはできない',
      tried: '再発行した日に券を取ろうとし、本人に知らせが出ることを確かめます。',
      tests: ['test/identified/accounts/cards-after-reset.test.ts'],
      pages: [own],
      commands: [],
    },
    {
      id: 'proposals',
      promise: '提案と、書いた人を結び付けられない',
      tried: '提案箱、控え番号、提案の日付、端末の中から、書いた人を当てようとします。',
      tests: [
        ...promises(
          'proposal-box-bytes',
          'proposal-arrival',
          'proposal-linkage',
          'proposal-receipts',
          'proposal-sealed',
          'proposal-door',
        ),
        ...browser('profile'),
      ],
      pages: [report],
      commands: [],
    },
    {
      id: 'offices',
      promise: '担当者の画面に、だれの回答か、だれの提案かは出ない',
      tried: '役割ごとに、すべてのページを開いて、見えてはいけないものを探します。',
      tests: [
        'test/identified/office/who-may.test.ts',
        'test/identified/desk/who-may.test.ts',
        'test/identified/inbox/who-sees.test.ts',
        'test/identified/admin/separation.test.ts',
      ],
      pages: [],
      commands: [],
    },
    {
      id: 'stored',
      promise: '職員番号といっしょに残すのは、「残るもの」の表に書いたものだけ',
      tried:
        '保存しているすべての表と列を、許された一覧と比べます。期限のあるものは、期限に消えることを試します。',
      tests: [
        ...promises('no-times'),
        'test/promises/checks/schema.ts',
        'test/proposals/retention.test.ts',
        'test/identified/auth/sessions.test.ts',
      ],
      pages: [{ href: '/staff/retention', label: '保有文書と保存期間' }],
      commands: [],
    },
    {
      id: 'backup',
      promise: '毎晩の写しを全部持っていても、結び付けられない',
      tried: '14晩の写しを並べて、その日に増えた印と、増えた回答を組み合わせようとします。',
      tests: ['test/attack/command.test.ts', 'test/attack/leaks.test.ts'],
      pages: [report],
      commands: ['npm run attack -- --data フォルダー --backups 写しのフォルダー'],
    },
    {
      id: 'attack',
      promise: 'こわす側の道具を、だれでも動かせる',
      tried:
        'ファイル、記録、写しから人と回答を結び付ける試みを、まとめて行います。わざと漏らした写しでは、漏れを見つけることも試しています。',
      tests: ['test/attack/leaks.test.ts', 'test/attack/command.test.ts'],
      pages: [report],
      commands: ['npm run attack -- --simulate 200'],
    },
    {
      id: 'limits',
      promise: '守れないことを、先に書いておく',
      tried:
        '試験では確かめられないことです。守れないことの一覧と、攻撃の記録の「仕組みの上で残ること」に書いてあります。',
      tests: ['test/published/anonymity.test.ts'],
      pages: [limits, report],
      commands: [],
    },
  ]
}

const below =
  (folder: string) =>
  (...names: readonly string[]) =>
    names.map((name) => `${folder}/${name}.test.ts`)
const promises = below('test/promises')
const tokens = below('test/tokens')
const browser = below('test/browser')
const disclosure = below('test/disclosure')
const keepers = below('test/identified/office/keepers')
