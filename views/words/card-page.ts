import { cardEasy } from './card-easy.ts'
import { cardEn } from './card-en.ts'
import { cardJa, type CardWords } from './card.ts'
import type { Catalogue } from './language.ts'

export const cardPageWords: Catalogue<CardWords> = { ja: cardJa, easy: cardEasy, en: cardEn }
