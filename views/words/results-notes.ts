import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'

/** What the sentences about reading the figures depend on. */
export interface NoteFacts {
  readonly k: number
  /** null: no answers side by side below the whole body. */
  readonly kDistribution: number | null
  readonly people: number
  readonly simple: boolean
  /** The two favourable answers, the best first. */
  readonly best: Said
  readonly second: Said
  readonly five: boolean
  readonly similar: boolean
  readonly several: boolean
  readonly managers: boolean
}

const ja = {
  notes: (of: NoteFacts): readonly Said[] => [
    say`割合は、「${of.best}」と「${of.second}」を選んだ人の、有効回答に対する割合です。無回答と「答えない・該当しない」は有効回答に含みません。`,
    '全庁の割合は、小数第2位を四捨五入しています。',
    ...(of.simple ? jaSimple(of) : jaEngine(of)),
    ...when(
      of.several,
      'いくつでも選べる問いは、選択肢ごとに、選んだ人の有効回答に対する割合を示します。一人がいくつも選べるので、足しても100％になりません。何も選ばなかった人は無回答とし、有効回答に含みません。選択肢は回答画面の順で、割合の順ではありません。',
    ),
    ...when(
      of.managers,
      '「管理職の問」は、管理職の人だけにお尋ねした問いです。割合は管理職の有効回答に対するもので、一つの所属の管理職は少ないため、全庁の結果だけを公表します。',
    ),
  ],
  rounding: {
    title: '割合を丸める幅',
    head: ['有効回答', '幅', '示し方の例'] as readonly string[],
    people: (from: number, to: number | null) => `${from}人${to === null ? '以上' : `〜${to}人`}`,
    points: (step: number, last: boolean) => `${step}ポイント${last ? '以下' : ''}`,
  },
}

export type NotesWords = typeof ja

function jaEngine({ k, kDistribution: full, people, five, similar }: NoteFacts): string[] {
  const bands = five ? '肯定・どちらともいえない・否定' : '肯定・否定'
  return [
    `回答者が${k}人に満たない区分は、回答者数も割合も「非表示（少人数のため）」としています。ほかの数字との差し引きや組み合わせで少人数の結果が分かってしまう区分と、回答のなかった区分も、同じ表示です。`,
    ...(full === null
      ? []
      : [
          `回答者が${full}人以上の区分では選択肢ごとの割合を、${full}人に満たない区分では${bands}にまとめた割合を示します（組み合わせから少人数の結果が分かるおそれがあるときは、${full}人以上でもまとめます）。`,
        ]),
    `全庁より細かい区分の割合は、一人ひとりの回答が推し量れないように、${people}人以上に当たる幅で丸めています。人数が少ないほど幅は広くなり、公表前の点検でさらに広げることもあります。選択肢ごとに丸めるため、足しても100％にならないことがあります。`,
    '幅が5ポイント以上の値には「約」を付けます。幅が10ポイントの「約60％」は、55％から65％までのどこかです。',
    'いちばん下の値は「以下」、いちばん上の値は「以上」の意味です（幅が10ポイントなら「約10％以下」「約90％以上」）。0％や100％と示すと、全員の回答が分かってしまうためです。',
    '区分は示していても、設問によっては「非表示」とすることがあります。有効回答が少ないとき、またはほかの数字と組み合わせると個々の回答が分かるおそれがあるときです。',
    '「その他（合算）」は、公表した区分を除いた残りの人をまとめたものです。非表示の区分の人と、その区分を答えなかった人が入ります。引き算で求められる数字なので、初めから示しています。',
    ...when(
      similar,
      '「類似所属」は、仕事の似た所属（保育園、支所、消防署など）をまとめた区分です。一つずつでは人数が少なく、非表示になる所属の様子を見るためのものです。',
    ),
    '前年度との差は、公表した値どうしの差です。どちらの値も丸めているときは、差も「＋2〜＋6」のように幅で示します。幅に0が入るときは、上がったとも下がったとも言えないので「丸めの幅の中」とします。',
    '設問の文言や尺度が変わったときは、前年度との差を出しません。組織改正で前年度と比べられない所属は、同じ範囲で比べられる上の所属（部、なければ全庁）で比べます。',
    '所属は建制順に並べています。割合の順ではありません。',
  ]
}

function jaSimple({ k, people }: NoteFacts): string[] {
  return [
    `回答者が${k}人に満たない部は、回答者数も割合も「非表示（少人数のため）」としています。ほかの数字との差し引きで少人数の結果が分かってしまう部と、回答のなかった部も、同じ表示です。`,
    `部の割合は、一人ひとりの回答が推し量れないように、${people}人以上に当たる幅で丸めています。幅は有効回答の人数で決まり、人数が少ないほど広くなります。`,
    '幅が5ポイント以上の値には「約」を付けます。「約10％以下」「約90％以上」は、いちばん下といちばん上の区切りです（0％や100％と示すと、全員の回答が分かってしまうためです）。',
    `有効回答が${Math.max(k, people * 4)}人に満たない設問は、その部の割合だけを非表示にしています。差し引きで分かってしまう部も同じです。`,
    'ある設問で、全庁の割合と部の割合を組み合わせると個々の回答が分かるおそれがあるときは、すべての部の割合を非表示にしています。部が少ないときや、ほとんどの人が同じ答えのときに起こります。',
    '「その他（合算）」は、非表示の部の回答者と、部を答えなかった回答者を合わせた人数です。',
    '部は建制順に並べています。割合の順ではありません。',
  ]
}

const easy: NotesWords = {
  notes: (of) => [
    say`割合（わりあい）は、「${of.best}」か「${of.second}」を えらんだ 人の 割合です。答えなかった 人は 数えません。`,
    '市役所の 全体の 割合は、小数第2位を 四捨五入（ししゃごにゅう）しています。',
    `答えた 人が ${of.k}人より 少ない ところは、人数も 割合も 出しません。ほかの 数字から わかってしまう ところと、だれも 答えなかった ところも 同じです。`,
    ...(of.simple || of.kDistribution === null
      ? []
      : [
          `${of.kDistribution}人より 多い ところは、答えごとの 割合を 出します。${of.kDistribution}人より 少ない ところは、まとめて 出します。`,
        ]),
    `市役所の 全体より 小さい ところの 割合は、${of.people}人より 細かく わからないように、だいたいの 数字に しています。足しても 100％に ならないことが あります。`,
    'はばが 5ポイントより 広い 数字には「約」を つけます。はばが 10ポイントの「約60％」は、55％から 65％までの どこかです。',
    'いちばん 下の 数字は「以下（それより 少ない）」、いちばん 上の 数字は「以上（それより 多い）」です。',
    '質問によって、数字を 出さないことが あります。答えが 少ないときや、だれの 答えか わかるかも しれないときです。',
    '「そのほか（合計）」は、ほかの 行に 入っていない 人の 合計です。',
    ...when(of.similar, '「類似所属（るいじしょぞく）」は、仕事が にた 職場を まとめた ものです。'),
    ...(of.simple
      ? []
      : [
          '前の 年との ちがいは、出した 数字の ちがいです。はばの 中に 0が あるときは、上がったか 下がったか わかりません。「はばの 中」と 書きます。',
          '質問の 文や 答えの 選び方が かわったときは、くらべません。組織（そしき）が かわったときは、同じ 人たちが いる 上の 組織で くらべます。',
        ]),
    '職場は 決まった 順番です。割合の 順番では ありません。',
    ...when(
      of.several,
      'いくつ えらんでも よい 質問は、足しても 100％に なりません。何も えらばなかった 人は 数えません。',
    ),
    ...when(
      of.managers,
      '「管理職の問」は、管理職（かんりしょく）の 人だけに 聞きました。市役所の 全体の 結果だけを 出します。',
    ),
  ],
  rounding: {
    title: 'だいたいの 数字の はば',
    head: ['数えた 答え', 'はば', '書き方の 例（れい）'],
    people: (from, to) => `${from}人${to === null ? 'より 多い' : `から ${to}人`}`,
    points: (step, last) => `${step}ポイント${last ? 'より 小さい' : ''}`,
  },
}

const en: NotesWords = {
  notes: (of) => [
    say`A share is that of people who chose “${of.best}” or “${of.second}”, of all valid answers. Blanks and “no answer / does not apply” are not valid answers.`,
    'Shares of the whole city are rounded to one decimal.',
    `For groups with fewer than ${of.k} respondents neither their number nor any share is shown. Groups that other figures would give away, and groups in which nobody answered, look the same.`,
    ...(of.simple || of.kDistribution === null
      ? []
      : [
          `Groups of ${of.kDistribution} respondents or more are shown with the share of each answer, smaller ones with ${of.five ? 'favourable, neutral and unfavourable' : 'favourable and unfavourable'} answers put together (larger ones too, where combinations could give something away).`,
        ]),
    `Shares below the whole city are rounded so that a step stands for ${of.people} people or more: nobody’s answer can be guessed. The fewer the people the wider the steps; the check before the publication may widen them further. As each is rounded by itself, shares may not add up to 100%.`,
    'Values with steps of 5 points or more say “about”. With steps of 10 points, “about 60%” lies anywhere from 55% to 65%.',
    'The lowest value means “or less” and the highest “or more”: 0% or 100% would tell what everybody answered.',
    'Of a group that is shown, a question may be “not shown”: it has few valid answers, or combinations with other figures might give answers away.',
    '“Others (combined)” are all who are in none of the published groups: people of groups that are not shown, and those who did not say. It could be worked out by subtraction, so it is shown from the start.',
    ...when(
      of.similar,
      '“Similar workplaces” bring together units with similar work (nursery schools, branch offices, fire stations), most of which are too small to be shown by themselves.',
    ),
    ...(of.simple
      ? []
      : [
          'Changes are differences of published values. Where values are rounded the change is a range, such as “+2 to +6”; where the range contains zero nobody can say whether it rose or fell: “within rounding”.',
          'There is no change where wording or scale are not the same as before. Units touched by a reorganisation are compared at the nearest larger unit that is the same in both years (the department, else the whole city).',
        ]),
    'Units are in the official order, not ranked.',
    ...when(
      of.several,
      'Where several options could be chosen, each has the share of those who chose it of all valid answers; they do not add up to 100%. Who chose nothing is not counted. Options are in the order of the answer page.',
    ),
    ...when(
      of.managers,
      'Managers’ questions were asked of managers only. A single unit has few of them, so only results for the whole city are published.',
    ),
  ],
  rounding: {
    title: 'How wide shares are rounded',
    head: ['Valid answers', 'Step', 'For example'],
    people: (from, to) => (to === null ? `${from} or more` : `${from} to ${to}`),
    points: (step, last) => `${step} points${last ? ' or less' : ''}`,
  },
}

export const notesWords: Catalogue<NotesWords> = { ja, easy, en }

function when(is: boolean, words: string): string[] {
  return is ? [words] : []
}
