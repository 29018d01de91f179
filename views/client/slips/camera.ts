import { loadPart } from '../proposals/load-part.ts'

/** Where the camera looks: away from the reader, or at the reader, as on a stand. */
export type Facing = 'environment' | 'user'

/** Why there is no picture, as the page's sentences are named. */
export type NoCamera = 'insecure' | 'refused' | 'none' | 'taken'

export interface Camera {
  /** There is another one to change to. */
  readonly hasOther: boolean
  readonly stop: () => void
}

interface Decoder {
  detect(image: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}
type DecoderClass = new (options: { formats: readonly ['qr_code'] }) => Decoder

const BETWEEN_LOOKS_MS = 150

/** Browsers give a camera to pages that came encrypted only, and to this machine itself. */
export function mayScan(): boolean {
  return isSecureContext && navigator.mediaDevices !== undefined
}

/**
 * Shows the camera's picture and tells of each QR in it until it is stopped. Nothing of the picture is kept.
 *
 * @throws {NoCamera}
 */
export async function openCamera(
  video: HTMLVideoElement,
  facingMode: Facing,
  found: (text: string) => void,
): Promise<Camera> {
  if (!mayScan()) throw new CameraRefusal('insecure')
  const stream = await askForCamera(facingMode)
  const open = new AbortController()
  const stop = () => {
    open.abort()
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
  try {
    const decoder = await makeDecoder()
    video.srcObject = stream
    await video.play()
    void look(decoder)
    const devices = await navigator.mediaDevices.enumerateDevices()
    return { hasOther: devices.filter(({ kind }) => kind === 'videoinput').length > 1, stop }
  } catch {
    stop()
    throw new CameraRefusal('taken')
  }

  async function look(decoder: Decoder): Promise<void> {
    while (!open.signal.aborted) {
      // A frame that cannot be read is a frame without a QR.
      const [seen] = await decoder.detect(video).catch(() => [])
      if (seen !== undefined && !open.signal.aborted) found(seen.rawValue)
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS))
    }
  }
}

export class CameraRefusal extends Error {
  override readonly name = 'CameraRefusal'
  readonly reason: NoCamera

  constructor(reason: NoCamera) {
    super(reason)
    this.reason = reason
  }
}

async function askForCamera(facingMode: Facing): Promise<MediaStream> {
  try {
    const video = { facingMode, width: { ideal: 1280 }, height: { ideal: 720 } }
    return await navigator.mediaDevices.getUserMedia({ video, audio: false })
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError') throw new CameraRefusal('refused')
    throw new CameraRefusal(name === 'NotFoundError' ? 'none' : 'taken')
  }
}

/** The browser's own where it reads QR codes, else ours. */
async function makeDecoder(): Promise<Decoder> {
  const own = (globalThis as { BarcodeDetector?: DecoderClass & OwnFormats }).BarcodeDetector
  const formats = await own?.getSupportedFormats().catch((): readonly string[] => [])
  if (own !== undefined && formats?.includes('qr_code') === true)
    return new own({ formats: ['qr_code'] })
  const { Decoder: ours } = await loadPart<{ Decoder: DecoderClass }>('slip-decoder')
  return new ours({ formats: ['qr_code'] })
}

interface OwnFormats {
  getSupportedFormats(): Promise<readonly string[]>
}
