import type { Catalogue } from './language.ts'

/** A number of texts; 'few' is four at most, which is not said more exactly. */
type Texts = number | 'few'

const ja = {
  title: '自由記述',
  results: '結果',
  link: '自由記述を読む',
  lead: (count: number) => `書かれた文章のうち、${count}件を載せています。`,
  noTexts: '書かれた文章はありません。',
  counts: (written: Texts, shown: number) =>
    shown === 0
      ? `書かれた文章 ${pieces(written)}。この設問の文章は載せていません。`
      : `書かれた文章 ${pieces(written)}のうち、${shown}件`,
  kept: (kept: number, passedOn: Texts) =>
    `載せる設問の文章のうち、載せていないものは${kept}件です（だれのことか分かるもの、個人の中傷、窓口へ渡したものなど）。相談などの窓口へ渡した文章は、全体で${pieces(passedOn)}です。同じ文章は1件と数えます。`,
  rule: (respondents: number, texts: number) =>
    `回答者が${respondents}人以上で、文章が${texts}件以上ある設問だけを載せます。載せていない文章もあります。`,
  readers: [
    '原文を読むのは、',
    'の２名です。２人がそろって載せるとしたものだけを載せ、だれのことか分かる言葉は「■」にしています。',
  ],
  apart:
    '選んだ答え、所属、書いた日とは切り離し、文字の順に並べています。だれが書いたかの記録は、どこにもありません。書いた人を探さないでください。',
  changes: (count: number) => `箱を開いた後に、原文を読む人を${count}回、別の人に替えました。`,
  withdrawn: (count: number) => `公表の後に、${count}件を取り下げました。`,
  releasedOn: (day: string) => `${day}に公表`,
  help: '相談の窓口',
  helpTitle: 'つらいとき、困っているときは、相談してください',
  helpText:
    '心や体の不調、ハラスメント、仕事の悩みは、一人で抱えずに、次の窓口へ相談してください。相談したことで不利に扱われることはありません。',
  notYet: '自由記述は、まだ公表していません。決められた２名が読んでいます。',
  notTold:
    'このアンケートでは、自由記述の原文を読む人を、回答の前に知らせていません。そのため、だれも読まず、公表しません。',
  nothing: '自由記述に書かれた文章はありません。',
  written: (count: number) => `書かれた文章は${count}件です。`,
}

export type ShownTextsWords = typeof ja

const easy: ShownTextsWords = {
  title: '自由（じゆう）に 書いた 文章',
  results: '結果（けっか）',
  link: '自由に 書いた 文章を 読む',
  lead: (count) => `書かれた 文章の 中の ${count}件を 出しています。`,
  noTexts: '書いた 文章は ありません。',
  counts: (written, shown) =>
    shown === 0
      ? `書いた 文章は ${pieces(written)}です。この 問いの 文章は 出していません。`
      : `書いた 文章は ${pieces(written)}です。その 中の ${shown}件を 出しています。`,
  kept: (kept, passedOn) =>
    `出す 問いの 文章の 中で、出していない ものは ${kept}件です（だれのことか わかる ものなど）。相談（そうだん）などの 窓口（まどぐち）に わたした 文章は、ぜんぶで ${pieces(passedOn)}です。同じ 文章は 1件と 数えます。`,
  rule: (respondents, texts) =>
    `答えた 人が ${respondents}人以上（いじょう）、文章が ${texts}件以上の 問いだけを 出します。出していない 文章も あります。`,
  readers: [
    '元の 文章を 読む 人は、',
    'の 2人です。2人が 出すと 決めた ものだけを 出します。だれのことか わかる ことばは「■」に しています。',
  ],
  apart:
    'えらんだ 答え、所属（しょぞく）、書いた 日と 分けて、文字の 順に ならべています。だれが 書いたかは、どこにも 残（のこ）っていません。書いた 人を さがさないでください。',
  changes: (count) => `箱（はこ）を 開けた 後に、元の 文章を 読む 人を ${count}回 かえました。`,
  withdrawn: (count) => `出した 後に、${count}件を やめました。`,
  releasedOn: (day) => `${day}に 出しました`,
  help: '相談（そうだん）の 窓口（まどぐち）',
  helpTitle: 'つらい とき、こまった ときは、相談（そうだん）してください',
  helpText:
    '心や 体の 調子、ハラスメント、仕事の なやみは、下の 窓口（まどぐち）に 相談してください。相談しても、あなたの 損（そん）には なりません。',
  notYet: '自由に 書いた 文章は、まだ 出していません。決まった 2人が 読んでいます。',
  notTold:
    'この アンケートでは、元の 文章を だれが 読むかを、答える 前に お知らせ していません。だから、だれも 読みません。出しません。',
  nothing: '自由に 書いた 文章は ありません。',
  written: (count) => `書いた 文章は ${count}件です。`,
}

const en: ShownTextsWords = {
  title: 'Free texts',
  results: 'Results',
  link: 'Read the free texts',
  lead: (count) => `${count} of the texts that were written are shown.`,
  noTexts: 'No texts were written.',
  counts: (written, shown) =>
    shown === 0
      ? `Texts written: ${few(written)}. No texts of this question are shown.`
      : `Texts written: ${few(written)}. Shown: ${shown}.`,
  kept: (kept, passedOn) =>
    `Of the questions below, ${kept} texts are not shown, because they might tell who somebody is or for other reasons. Passed on to contacts for help, in all: ${few(passedOn)}. The same text is counted once.`,
  rule: (respondents, texts) =>
    `Texts are shown only where at least ${respondents} people answered and at least ${texts} texts were written. Some texts are not shown.`,
  readers: [
    'The originals are read by two posts: ',
    '. Only what both let through is shown; words that might tell who somebody is are replaced by ■.',
  ],
  apart:
    'They are kept apart from the chosen answers, the unit and the day, and sorted by their letters. Nothing is kept of who wrote them. Please do not look for the writers.',
  changes: (count) =>
    `Since the opening, a seat of the two readers went to somebody else ${count} times.`,
  withdrawn: (count) => `Taken away after the publication: ${count}.`,
  releasedOn: (day) => `Published on ${day}`,
  help: 'Contacts for help',
  helpTitle: 'If things are hard, please ask for help',
  helpText:
    'With trouble of body or mind, harassment or worries at work you need not be alone: turn to one of these contacts. Nobody may treat you worse for it.',
  notYet: 'The free texts have not been published yet. The two named posts are reading them.',
  notTold:
    'People were not told before this survey who would read the originals. So nobody reads the free texts, and they are not published.',
  nothing: 'No free texts were written.',
  written: (count) => `Texts written: ${count}.`,
}

function pieces(count: Texts): string {
  return count === 'few' ? '4件以下' : `${count}件`
}

function few(count: Texts): string {
  return count === 'few' ? 'four or fewer' : `${count}`
}

export const shownTextsWords: Catalogue<ShownTextsWords> = { ja, easy, en }
