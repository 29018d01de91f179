import type { PublishedSet } from '../../survey/published-set.ts'
import type { Table } from './groups.ts'
import type { Item } from './model.ts'

type Rules = Pick<PublishedSet, 'k' | 'kDistribution' | 'roundingPeople' | 'rule' | 'scale'>

/** Which rule made the figures, in one line. */
export function ruleLine({ k, roundingPeople, rule }: Rules): string {
  const what = rule === 'simple' ? '部' : '全庁より細かい区分'
  return `公表の基準 ${k}人未満は非表示（差し引きで分かる${rule === 'simple' ? '部' : '区分'}も非表示）、${what}の割合は${roundingPeople}人以上に当たる幅で丸め`
}

/** How to read the figures: the same sentences on the page and in the workbook. */
export function readingNotes(
  set: Rules,
  options: readonly string[],
  tables: readonly Table[],
  items: readonly Pick<Item, 'option' | 'audience'>[],
): string[] {
  const notes =
    set.rule === 'simple' ? simpleNotes(set, options) : engineNotes(set, options, tables)
  return [...notes, ...itemNotes(items)]
}

function itemNotes(items: readonly Pick<Item, 'option' | 'audience'>[]): string[] {
  return [
    ...(items.some(({ option }) => option !== null)
      ? [
          'いくつでも選べる問いは、選択肢ごとに、選んだ人の有効回答に対する割合を示します。一人がいくつも選べるので、足しても100％になりません。何も選ばなかった人は無回答とし、有効回答に含みません。選択肢は回答画面の順で、割合の順ではありません。',
        ]
      : []),
    ...(items.some(({ audience }) => audience !== null)
      ? [
          '「管理職の問」は、管理職の人だけにお尋ねした問いです。割合は管理職の有効回答に対するもので、一つの所属の管理職は少ないため、全庁の結果だけを公表します。',
        ]
      : []),
  ]
}

function engineNotes(set: Rules, options: readonly string[], tables: readonly Table[]): string[] {
  const { k, kDistribution, roundingPeople: people } = set
  const bands = set.scale === 5 ? '肯定・どちらともいえない・否定' : '肯定・否定'
  const has = (key: string) => tables.some((table) => table.key === key)
  return [
    ...favourableNotes(options),
    `回答者が${k}人に満たない区分は、回答者数も割合も「非表示（少人数のため）」としています。ほかの数字との差し引きや組み合わせで少人数の結果が分かってしまう区分と、回答のなかった区分も、同じ表示です。`,
    ...(kDistribution === null
      ? []
      : [
          `回答者が${kDistribution}人以上の区分では選択肢ごとの割合を、${kDistribution}人に満たない区分では${bands}にまとめた割合を示します（組み合わせから少人数の結果が分かるおそれがあるときは、${kDistribution}人以上でもまとめます）。`,
        ]),
    `全庁より細かい区分の割合は、一人ひとりの回答が推し量れないように、${people}人以上に当たる幅で丸めています。人数が少ないほど幅は広くなり、公表前の点検でさらに広げることもあります。選択肢ごとに丸めるため、足しても100％にならないことがあります。`,
    '幅が5ポイント以上の値には「約」を付けます。幅が10ポイントの「約60％」は、55％から65％までのどこかです。',
    'いちばん下の値は「以下」、いちばん上の値は「以上」の意味です（幅が10ポイントなら「約10％以下」「約90％以上」）。0％や100％と示すと、全員の回答が分かってしまうためです。',
    '区分は示していても、設問によっては「非表示」とすることがあります。有効回答が少ないとき、またはほかの数字と組み合わせると個々の回答が分かるおそれがあるときです。',
    '「その他（合算）」は、公表した区分を除いた残りの人をまとめたものです。非表示の区分の人と、その区分を答えなかった人が入ります。引き算で求められる数字なので、初めから示しています。',
    ...(has('similar')
      ? [
          '「類似所属」は、仕事の似た所属（保育園、支所、消防署など）をまとめた区分です。一つずつでは人数が少なく、非表示になる所属の様子を見るためのものです。',
        ]
      : []),
    '前年度との差は、公表した値どうしの差です。どちらの値も丸めているときは、差も「＋2〜＋6」のように幅で示します。幅に0が入るときは、上がったとも下がったとも言えないので「丸めの幅の中」とします。',
    '設問の文言や尺度が変わったときは、前年度との差を出しません。組織改正で前年度と比べられない所属は、同じ範囲で比べられる上の所属（部、なければ全庁）で比べます。',
    '所属は建制順に並べています。割合の順ではありません。',
  ]
}

function simpleNotes({ k, roundingPeople: people }: Rules, options: readonly string[]): string[] {
  const least = Math.max(k, people * 4)
  return [
    ...favourableNotes(options),
    `回答者が${k}人に満たない部は、回答者数も割合も「非表示（少人数のため）」としています。ほかの数字との差し引きで少人数の結果が分かってしまう部と、回答のなかった部も、同じ表示です。`,
    `部の割合は、一人ひとりの回答が推し量れないように、${people}人以上に当たる幅で丸めています。幅は有効回答の人数で決まり、人数が少ないほど広くなります。`,
    '幅が5ポイント以上の値には「約」を付けます。「約10％以下」「約90％以上」は、いちばん下といちばん上の区切りです（0％や100％と示すと、全員の回答が分かってしまうためです）。',
    `有効回答が${least}人に満たない設問は、その部の割合だけを非表示にしています。差し引きで分かってしまう部も同じです。`,
    'ある設問で、全庁の割合と部の割合を組み合わせると個々の回答が分かるおそれがあるときは、すべての部の割合を非表示にしています。部が少ないときや、ほとんどの人が同じ答えのときに起こります。',
    '「その他（合算）」は、非表示の部の回答者と、部を答えなかった回答者を合わせた人数です。',
    '部は建制順に並べています。割合の順ではありません。',
  ]
}

function favourableNotes([best, second]: readonly string[]): string[] {
  return [
    `割合は、「${best}」と「${second}」を選んだ人の、有効回答に対する割合です。無回答と「答えない・該当しない」は有効回答に含みません。`,
    '全庁の割合は、小数第2位を四捨五入しています。',
  ]
}
