/** What the machine says about the installation; null where it does not tell. Days are JST, `2026-11-22`. */
export interface PlacementFacts {
  readonly way: {
    /** Only this machine itself can reach the program. */
    readonly loopback: boolean
    readonly host: string
    readonly port: number
    readonly trustProxy: string | null
    /** The program ends TLS itself; the last day of the certificate. */
    readonly certificateEnds: string | null
  }
  readonly data: {
    readonly folder: string
    readonly freeBytes: number
    readonly ownBytes: number
    /** Files and folders that other accounts of the server may read, the data folder itself as `.`. */
    readonly openToOthers: readonly string[]
  }
  readonly mirror: PlacedFolder | null
  readonly backup:
    | (PlacedFolder & {
        /** Day of the newest `kazetoshi-<day>.age`. */
        readonly newest: string | null
        /** Day of the last rehearsal of a restore (`rehearsed-<day>`). */
        readonly rehearsed: string | null
        /** Wrapped keys that have no place there. */
        readonly keys: readonly string[]
      })
    | null
  /** Copies that upgrades made, with the day. */
  readonly copies: readonly { readonly name: string; readonly day: string }[]
  readonly clock: {
    readonly synchronised: boolean | null
    /** Some file of the data folder is from later than now. */
    readonly wentBack: boolean
  }
  readonly memory: { readonly swap: boolean | null; readonly coreDumps: boolean | null }
  readonly program: {
    readonly version: string
    readonly node: string
    /** Last day of support of this Node; null when it is not known. */
    readonly nodeEnds: string | null
    readonly asRoot: boolean
  }
  readonly mail: boolean
  readonly today: string
}

export interface PlacedFolder {
  readonly folder: string
  readonly usable: boolean
  readonly otherDisk: boolean
}
