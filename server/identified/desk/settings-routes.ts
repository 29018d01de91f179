import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FormState, readForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import {
  changesOf,
  type SectionName,
  sectionSchema,
  type SettingsSection,
  settingsSections,
  typedSettings,
} from './settings-form.ts'

const page = definePage<{
  links: readonly DeskLink[]
  sections: readonly (SettingsSection & { readonly name: string })[]
  form: FormState
  saved: boolean
}>('desk-settings')

const savedQuery = z.object({ saved: z.enum(['yes']).optional() }).catch({})

/** Clocks, cards, contacts and retention; every change is on record. */
export async function settingsRoutes(
  app: FastifyInstance,
  options: DeskPagesOptions,
): Promise<void> {
  const { desk, identity, now, saveSettings } = options

  app.get('/settings', async (request, reply) => {
    const { settings } = await desk.surroundings()
    return send(request, reply, { typed: typedSettings(settings), errors: {} })
  })

  app.post<{ Params: { section: string } }>('/settings/:section', async (request, reply) => {
    const name = sectionOf(request.params.section)
    const { settings } = await desk.surroundings()
    const read = readForm(sectionSchema(name, settings), request.body)
    if (!read.ok) {
      const typed = { ...typedSettings(settings), ...read.form.typed }
      return send(request, reply.code(422), { typed, errors: read.form.errors })
    }
    const changes = changesOf(name, settings, read.value)
    if (changes !== '') {
      const act = '業務改善提案の設定を変更'
      await recordAct(identity, now(), signedInPerson(request).number, act, changes)
      await saveSettings(read.value)
    }
    return reply.redirect('/staff/desk/settings?saved=yes', 303)
  })

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    return page.send(reply, staffFrame(request, '提案の設定', 'desk'), {
      links: deskLinks(request, 'settings'),
      sections: Object.entries(settingsSections).map(([name, section]) => ({ name, ...section })),
      form,
      saved: savedQuery.parse(request.query).saved === 'yes',
    })
  }
}

function sectionOf(text: string): SectionName {
  const name = Object.keys(settingsSections).find((known) => known === text)
  if (name === undefined) throw new Problem('not-found')
  return name as SectionName
}
