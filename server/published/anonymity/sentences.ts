import type { Said } from '../../../views/words/anonymity/sentences.ts'
import type { ProofId } from './proof.ts'
import { tooManyLost } from '../../survey/keepers-in-words.ts'
import type { SurveyFacts } from './survey-facts.ts'

/** A sentence of the page, and where it is proved. */
export interface Sentence {
  readonly text: Said
  readonly proof: ProofId
}

/** A part of the picture; the sentences below it are its text alternative. */
export interface Step {
  readonly title: Said
  readonly sentences: readonly Sentence[]
}

/** The way of an answer, in the numbers of the picture. `survey`: the newest one; null: none yet. */
export function stepsOf(survey: SurveyFacts | null): Step[] {
  return [
    {
      title: 'サインインする',
      sentences: [
        { text: '残るのは「回答券を渡した」という印だけで、時刻は残りません。', proof: 'traces' },
        {
          text: '紙の回答券を使う方は、サインインしません。だれがどの券を受け取ったかは記録しません。',
          proof: 'slips',
        },
      ],
    },
    {
      title: '目隠しをした回答券に、印を押す',
      sentences: [
        {
          text: 'サーバーは券の番号を見ずに印を押します。使われた券を後で見ても、だれに渡した券か分かりません。',
          proof: 'card',
        },
        { text: '券は一人に1枚で、1回だけ使えます。', proof: 'once' },
      ],
    },
    {
      title: '自分の端末の中で、回答に封をする',
      sentences: [
        {
          text: 'だれの回答も同じ大きさの、読めないかたまりになります。',
          proof: 'sealed',
        },
        {
          text: '送るときは、サインインの印（クッキー）を付けず、別の通信を使います。',
          proof: 'connection',
        },
      ],
    },
    {
      title: '回答箱に入る',
      sentences: [
        {
          text: '回答と券を、別々のくじで決めた場所に入れます。届いた順も、どの券の回答かも残りません。',
          proof: 'box',
        },
        { text: '時刻、端末、アドレスは、どこにも書きません。', proof: 'traces' },
      ],
    },
    {
      title: '鍵の保管者がそろって開ける',
      sentences: [
        { text: keeperWords(survey), proof: 'keepers' },
        { text: lossOf(survey), proof: 'void' },
      ],
    },
    {
      title: '集計した表が残る',
      sentences: [
        {
          text: '回答はメモリーの中だけで集計し、1人ずつの回答は、どこにも書きません。自由記述は、ほかの答えと切り離し、並べ替えて残します。',
          proof: 'rows',
        },
        {
          text:
            survey === null
              ? '決めた人数に満たない区分は表示しません。引き算で分かってしまう区分も、公表の前に隠します。'
              : {
                  sentence:
                    '{k}人に満たない区分は表示しません。引き算で分かってしまう区分も、公表の前に隠します。',
                  values: { k: survey.k },
                },
          proof: 'tables',
        },
      ],
    },
  ]
}

function keeperWords(survey: SurveyFacts | null): Said {
  if (survey === null) return '締切の後、決めた人数の鍵の保管者が合言葉を入れないと、開きません。'
  const { posts, need } = survey.keepers
  return {
    sentence:
      posts.length === 1
        ? '締切の後、鍵の保管者（{names}）が合言葉を入れないと、開きません。'
        : need === posts.length
          ? '締切の後、鍵の保管者{posts}人（{names}）の全員が合言葉を入れないと、開きません。'
          : '締切の後、鍵の保管者{posts}人（{names}）のうち{need}人が合言葉を入れないと、開きません。',
    values: { posts: posts.length, names: posts.join('、'), need },
  }
}

function lossOf(survey: SurveyFacts | null): Said {
  if (survey === null) {
    return '合言葉が足りなくなると、だれにも開けられません。アンケートは中止し、回答箱は開けずに廃棄します。'
  }
  return {
    sentence:
      '合言葉を{lost}人分なくすと、だれにも開けられません。そのときはアンケートを中止し、回答箱は開けずに廃棄します。',
    values: { lost: tooManyLost(survey.keepers) },
  }
}

export const ofProposals: readonly Sentence[] = [
  {
    text: '提案も、目隠しをした提案券と封で、書いた人と結び付かないようにしています。残るのは日付だけです。',
    proof: 'proposals',
  },
  {
    text: 'ちがうのは、提案は人が読むことです。提案担当が、開庁日の朝にまとめて開け、順番を入れ替えてから読みます。',
    proof: 'proposals',
  },
]

/** What everybody can do alone. */
export const byYourself: readonly (Sentence & { readonly title: Said })[] = [
  {
    title: '鍵の番号を見比べる',
    text: 'お知らせの紙の番号、回答の画面の番号、鍵の一覧の番号が同じなら、全員が同じ鍵で封をしています。',
    proof: 'same',
  },
  {
    title: '自分の印を見る',
    text: '受け取っていないのに「渡しました」と出ていたら、だれかがあなたの券を使ったおそれがあります。',
    proof: 'own-page',
  },
  {
    title: '数を検算する',
    text: '結果の公表の後、使われた券の一覧を保存すると、回答の数と券の数が合うことを、だれでも計算できます。',
    proof: 'once',
  },
  {
    title: '攻撃してみる',
    text: 'サーバーのファイルと写しを全部使って、人と回答を結び付けようとする道具を、監査や職員団体の方も動かせます。',
    proof: 'attack',
  },
]

/** Something this does not protect from. */
export interface Risk extends Sentence {
  readonly title: Said
}
