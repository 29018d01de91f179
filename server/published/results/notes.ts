/** Which rule made the figures, in one line. */
export function ruleLine(k: number, people: number): string {
  return `公表の基準 ${k}人未満は非表示（差し引きで分かる部も非表示）、部の割合は${people}人以上に当たる幅で丸め`
}

/** How to read the figures: the same sentences on the page and in the workbook. */
export function readingNotes(k: number, people: number, options: readonly string[]): string[] {
  const [best, second] = options
  const least = Math.max(k, people * 4)
  return [
    `割合は、「${best}」と「${second}」を選んだ人の、有効回答に対する割合です。無回答と「答えない・該当しない」は有効回答に含みません。`,
    '全庁の割合は、小数第2位を四捨五入しています。',
    `回答者が${k}人に満たない部は、回答者数も割合も「非表示（少人数のため）」としています。ほかの数字との差し引きで少人数の結果が分かってしまう部と、回答のなかった部も、同じ表示です。`,
    `部の割合は、一人ひとりの回答が推し量れないように、${people}人以上に当たる幅で丸めています。幅は有効回答の人数で決まり、人数が少ないほど広くなります。`,
    '幅が5ポイント以上の値には「約」を付けます。「約10％以下」「約90％以上」は、いちばん下といちばん上の区切りです（0％や100％と示すと、全員の回答が分かってしまうためです）。',
    `有効回答が${least}人に満たない設問は、その部の割合だけを非表示にしています。差し引きで分かってしまう部も同じです。`,
    'ある設問で、全庁の割合と部の割合を組み合わせると個々の回答が分かるおそれがあるときは、すべての部の割合を非表示にしています。部が少ないときや、ほとんどの人が同じ答えのときに起こります。',
    '「その他（合算）」は、非表示の部の回答者と、部を答えなかった回答者を合わせた人数です。',
    '部は建制順に並べています。割合の順ではありません。',
  ]
}
