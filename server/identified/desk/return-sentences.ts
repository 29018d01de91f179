/** 書き直しのお願い: ready sentences, by the value of their check box. */
export const returnSentences: Readonly<Record<string, string>> = {
  others: '個人のお名前や、特定の個人が分かる書き方があります。役割などの言い方に変えてください。',
  author:
    'あなたご自身が分かるおそれのある書き方（担当、日付、人数など）があります。ぼかして書き直してください。',
  idea: 'どう改善したらよいか、案を書いてください。',
  several: '別々の内容が入っています。ひとつにしぼり、ほかは新しい提案として出してください。',
}
