import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { staffFrame } from '../auth/signed-in.ts'
import type { Coverage, CoverageDesk } from './coverage.ts'
import type { OfficeOptions } from './office.ts'
import { rateField, USUAL_RATE } from './plan-form.ts'
import { requireSurvey } from './survey-page.ts'

const coveragePage = definePage<{
  survey: { id: string; title: string }
  form: FormState
  coverage: Coverage | null
}>('office-coverage')

const FAILED =
  '公表の見込みを計算できませんでした。少し待ってから、もう一度計算してください。続くときは情報担当へお知らせください。'

const querySchema = z.object({ rate: rateField })

/** 「公表の見込み」 of a stored draft; the editor shows the same of what is typed. */
export async function coverageRoutes(
  app: FastifyInstance,
  options: OfficeOptions & { readonly coverage: CoverageDesk },
): Promise<void> {
  app.get<{ Params: { id: string } }>('/surveys/:id/coverage', async (request, reply) => {
    const survey = await requireSurvey(options.commons, request.params.id)
    if (survey.state !== 'draft') throw new Problem('conflict')
    const asked = { rate: String(USUAL_RATE), ...(request.query as object) }
    const read = readForm(querySchema, asked)
    const made = read.ok
      ? await estimated(request, read.form, () => options.coverage(survey.draft, read.value.rate))
      : { status: 422, form: read.form, coverage: null }
    return coveragePage.send(
      reply.code(made.status),
      staffFrame(request, '公表の見込み', 'office'),
      {
        survey: { id: survey.id, title: survey.title },
        form: made.form,
        coverage: made.coverage,
      },
    )
  })
}

/** The estimate beside its form; when the calculation itself fails, the form with a sentence. */
export async function estimated(
  request: FastifyRequest,
  form: FormState,
  estimate: () => Promise<Coverage>,
): Promise<{ status: number; form: FormState; coverage: Coverage | null }> {
  try {
    return { status: 200, form, coverage: await estimate() }
  } catch (error) {
    request.log.error({ fault: error instanceof Error ? error.stack : 'unknown' }, 'no estimate')
    return { status: 503, form: refuseForm(form, 'form', FAILED), coverage: null }
  }
}
