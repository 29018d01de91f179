/** Free texts of a question are shown from so many respondents of the whole body on … */
export const FEWEST_RESPONDENTS = 20
/** … and so many texts: fewer would each stand alone. */
export const FEWEST_TEXTS = 5

/** So many days after their release the originals are deleted, should a text have to be looked at again. */
export const KEPT_AFTER_RELEASE = 30
/** Texts that were never let out go so many days after the publication of the results, or after the opening. */
export const KEPT_UNREAD = 365

/** What is done with free texts, in a sentence for the papers of an approval. @param readers their posts */
export function freeTextRule(readers: readonly [string, string]): string {
  return `自由記述の原文を読むのは、${readers.join('、')}の２名です。だれのことか分かる言葉を伏せ、回答者が${FEWEST_RESPONDENTS}人以上、文章が${FEWEST_TEXTS}件以上ある設問だけを公表します。`
}
