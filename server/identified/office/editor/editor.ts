import type { FastifyInstance } from 'fastify'
import { askedPart } from './asked-part.ts'
import { attributeRoutes } from './attribute-routes.ts'
import { attributesPart } from './attributes-part.ts'
import { contactsPart } from './contacts-part.ts'
import { newRoutes } from './new-routes.ts'
import { overviewRoutes } from './overview-routes.ts'
import { ownItemRoutes } from './own-item-routes.ts'
import { paperRoutes } from './paper-routes.ts'
import { type EditorOptions, registerPart } from './part.ts'
import { periodPart } from './period-part.ts'
import { publicationPart } from './publication-part.ts'
import { questionsPart } from './questions-part.ts'
import { scalePart } from './scale-part.ts'

/** The survey editor: an overview of the draft, a page for each of its parts, and what goes to the decision. */
export async function editor(app: FastifyInstance, options: EditorOptions): Promise<void> {
  await newRoutes(app, options)
  await overviewRoutes(app, options)
  registerPart(app, options, periodPart)
  registerPart(app, options, askedPart)
  registerPart(app, options, questionsPart)
  await ownItemRoutes(app, options)
  registerPart(app, options, scalePart)
  registerPart(app, options, attributesPart)
  await attributeRoutes(app, options)
  registerPart(app, options, publicationPart)
  registerPart(app, options, contactsPart)
  await paperRoutes(app, options)
}
