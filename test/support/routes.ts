export interface AppRoute {
  readonly method: 'GET' | 'POST'
  /** As registered, with `:name` parts. */
  readonly pattern: string
}

/** Every GET and POST route below an address, from what `app.printRoutes({ commonPrefix: false })` prints. */
export function routesBelow(base: string, tree: string): AppRoute[] {
  const path: string[] = []
  return tree.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line)
    if (match === null) return []
    const depth = (match[1] ?? '').length / 4
    path.length = depth
    path[depth] = match[2] ?? ''
    const pattern = path.join('')
    if (!pattern.startsWith(base)) return []
    const methods = (match[3] ?? '').split(', ').filter((m) => m === 'GET' || m === 'POST')
    return methods.map((method) => ({ method, pattern }))
  })
}
