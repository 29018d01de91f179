import type { ActForm, FieldSources, Makers } from './act-form.ts'
import type { DeskActName } from './act-reading.ts'
import { answerForms } from './answer-forms.ts'
import { checkingForms } from './checking-forms.ts'
import { keepingForms } from './keeping-forms.ts'

/** The form of an act as it stands on the page before anything is typed. */
export function actForm(act: DeskActName, from: FieldSources): ActForm {
  return { act, ...makers[act](from) }
}

const makers: Makers<DeskActName> = { ...checkingForms, ...answerForms, ...keepingForms }
