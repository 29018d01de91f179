import { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'

/**
 * No automatic request lines at all, on either side: an address or a time beside a path would join a
 * person with an answer. The staff side adds its own line without address (`logStaffRequests`).
 */
export function loggingOptions(
  level: string,
  stream?: NodeJS.WritableStream,
): Pick<FastifyServerOptions, 'logger' | 'logController' | 'genReqId'> {
  return {
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => '',
    logger: {
      level,
      base: null,
      ...(stream === undefined ? {} : { stream }),
      serializers: {
        req: () => ({}),
        res: () => ({ statusCode: 0 }),
        err: (error: Error) => ({
          type: error.name,
          message: error.message,
          stack: error.stack ?? '',
        }),
      },
    },
  }
}

/** Method, route pattern and status of staff requests; no address, port, agent, person or query. */
export function logStaffRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url
    if (route === undefined || reply.statusCode < 400) return
    app.log.info(
      { method: request.method, route, status: reply.statusCode },
      'staff request refused',
    )
  })
}
