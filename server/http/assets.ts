import { existsSync, readFileSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { projectFile } from './project-file.ts'

/** Built by `scripts/build.ts`: `{ "site.css": "site-1A2B3C.css" }`. */
let manifest: Record<string, string> | undefined

/** Address of a built file (content hash in the name, so it may be cached for ever). */
export function assetUrl(name: string): string {
  manifest ??= readManifest()
  const built = manifest[name]
  if (built === undefined) throw new Error(`no built asset ${name}`)
  return `/assets/${built}`
}

/** The bytes behind an address of `assetUrl`, uncompressed. */
export function builtAsset(address: string): Buffer {
  return readFileSync(projectFile('dist', address))
}

export async function assets(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: projectFile('dist', 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    etag: false,
    lastModified: false,
  })
}

function readManifest(): Record<string, string> {
  const file = projectFile('dist', 'assets', 'manifest.json')
  if (!existsSync(file)) throw new Error('dist/assets is missing: run `npm run build`')
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
}
