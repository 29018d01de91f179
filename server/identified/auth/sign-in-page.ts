import type { FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, type FormState } from '../../http/forms.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import { type AuthWords, authWords, faultIn } from '../../../views/words/auth.ts'
import type { Language } from '../../../views/words/language.ts'
import type { RefusalWords } from '../../http/refusal-words.ts'
import type { KeptForm } from './kept-form.ts'

export interface SignInPage {
  readonly form: FormState
  /** Where to go after signing in; '' for the first page. */
  readonly next: string
  /** JSON of the form that waits to be sent again; '' when there is none. */
  readonly kept: string
  /** What just happened, said above the form without alarm. */
  readonly notice: SignInNotice | null
  /** Why the sign-in was refused, with what to do. */
  readonly refusal: RefusalWords | null
}

export type SignInNotice = 'signed-out' | 'signed-out-everywhere' | 'form-kept' | 'form-lost'

const page = definePage<SignInPage, AuthWords>('sign-in', authWords)

/** Shows the sign-in page; whatever is not given is empty. */
export async function showSignIn(
  reply: FastifyReply,
  status: number,
  data: Partial<Omit<SignInPage, 'kept'>> & { readonly kept?: KeptForm | null },
): Promise<FastifyReply> {
  const { kept, form: _form, ...rest } = data
  const language = languageOf(reply.request)
  return page.send(
    reply.code(status),
    { title: authWords[language].signIn, place: 'none' },
    {
      form: formIn(language, data.form ?? emptyForm),
      next: '',
      notice: null,
      refusal: null,
      ...rest,
      kept: kept === undefined || kept === null ? '' : JSON.stringify(kept),
    },
  )
}

function formIn(language: Language, { typed, errors }: FormState): FormState {
  const said = Object.entries(errors).map(([field, fault]) => [field, faultIn(language, fault)])
  return { typed, errors: Object.fromEntries(said) }
}

/** A browser that shows pages, as opposed to a script that reads JSON. */
export function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html')
}

export function isForm(request: FastifyRequest): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
}
