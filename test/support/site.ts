import type { Site } from '../../server/http/pages.ts'

/** What every page shows around its content, of a city with invented data. */
export const sampleSite: Site = {
  organisation: '風通市',
  bulletin: null,
  sample: true,
  publishedBase: '',
}
