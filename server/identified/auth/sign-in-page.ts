import type { FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, type FormState } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
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
  readonly refusal: { readonly title: string; readonly next: string } | null
}

export type SignInNotice = 'signed-out' | 'signed-out-everywhere' | 'form-kept' | 'form-lost'

const page = definePage<SignInPage>('sign-in')

/** Shows the sign-in page; whatever is not given is empty. */
export async function showSignIn(
  reply: FastifyReply,
  status: number,
  data: Partial<Omit<SignInPage, 'kept'>> & { readonly kept?: KeptForm | null },
): Promise<FastifyReply> {
  const { kept, ...rest } = data
  return page.send(
    reply.code(status),
    { title: 'サインイン', place: 'none' },
    {
      form: emptyForm,
      next: '',
      notice: null,
      refusal: null,
      ...rest,
      kept: kept === undefined || kept === null ? '' : JSON.stringify(kept),
    },
  )
}

/** A browser that shows pages, as opposed to a script that reads JSON. */
export function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html')
}

export function isForm(request: FastifyRequest): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
}
