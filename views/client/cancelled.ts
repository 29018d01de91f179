/** The page of a survey that was cancelled: only its language can be chosen. */
import { setUpLanguages } from './language/choice.ts'

setUpLanguages()
