import {
  browser,
  type Openable,
  type Proof,
  promises,
  reportOf,
  type Shown,
  testsBelow,
} from './proof.ts'

const tokens = testsBelow('test/tokens')
const disclosure = testsBelow('test/disclosure')
const keepers = testsBelow('test/identified/office/keepers')

/** The way of an answer, in the order of the picture. */
export function answerProofs(openable: Openable): Proof[] {
  const { base, released } = openable
  const keys: Shown = { href: `${base}/results/keys`, label: '鍵の一覧' }
  const report = reportOf(openable)
  const manual: Shown = {
    href: `${base}/anonymity/documents/verify`,
    label: '説明書「結果を確かめる」',
  }
  const of = (path: string) => `${base}/results/${encodeURIComponent(released ?? '')}/${path}`
  const verify: Shown[] =
    released === null ? [] : [{ href: of('verify'), label: 'だれでも確かめられます' }]
  const inspection: Shown[] =
    released === null ? [] : [{ href: of('inspection'), label: '公表前の点検記録' }]
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
      promise: '回答を、端末のディスクに一度も書かない',
      tried:
        '本物のブラウザーのフォルダーを、送信の後、閉じた後、途中で電源を切った後に全部調べます。「戻る」を押し、閉じたタブも開き直します。',
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
      id: 'texts',
      promise: '自由記述は、決めた2人だけが読み、2人がそろって認めたものだけを載せる',
      tried:
        'ほかの役割で開く、1人だけで公表する、伏せた名前や窓口へ渡した文章を、公表したものの中から探す、を試します。',
      tests: ['test/identified/texts/texts.test.ts'],
      pages: [],
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
  ]
}
