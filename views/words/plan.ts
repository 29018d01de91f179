import type { Language } from './language.ts'
import { type Said, say } from './phrase.ts'

/** The publication plan in the languages beside Japanese (server/survey/plan-in-words.ts). */
export interface PlanWords {
  readonly whole: string
  readonly units: Readonly<Record<'bu' | 'ka' | 'similar', string>>
  readonly and: string
  readonly k: (k: number) => string
  /** Which answers are shown side by side, and which only in bands. @param three with a middle answer */
  readonly distribution: (full: number, three: boolean) => string
  readonly never: (table: Said) => Said
}

const easy: PlanWords = {
  whole: '市役所 全体（ぜんたい）',
  units: { bu: '部', ka: '課', similar: '似た 所属（しょぞく）' },
  and: '、',
  k: (k) => `${k}人より 少ない 集まりは 見せません。`,
  distribution: (full, three) =>
    `${full}人 以上の 集まりでは、えらんだ 答えごとの 割合（わりあい）を 見せます。${full}人より 少ないときは、${
      three
        ? '「そう 思う」「どちらともいえない」「そう 思わない」の 3つに まとめた 割合'
        : '「そう 思う」「そう 思わない」に まとめた 割合'
    }だけを 見せます。`,
  never: (table) => say`${table}のような 細かい 組み合わせは 発表（はっぴょう）しません。`,
}

const en: PlanWords = {
  whole: 'the whole city office',
  units: { bu: 'department', ka: 'section', similar: 'similar units' },
  and: ', ',
  k: (k) => `Groups of fewer than ${k} people are not shown. `,
  distribution: (full, three) =>
    `Groups of ${full} people or more are shown with the share of each choice, smaller ones only with shares of ${
      three ? 'three bands: agree, neither, disagree' : 'two bands: agree, disagree'
    }.`,
  never: (table) => say`Finer combinations such as ${table} are not published.`,
}

export const planWords: Readonly<Record<Exclude<Language, 'ja'>, PlanWords>> = { easy, en }
