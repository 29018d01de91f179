import type { SlipKind } from '../../../server/tokens/slip-code.ts'
import { byId, controlById, onAct, showStep } from '../answer/page.ts'
import { slipSaidJa } from '../../words/slip-said.ts'
import { speaker } from '../language/spoken.ts'
import { type Camera, CameraRefusal, type Facing, mayScan, openCamera } from './camera.ts'
import { readScanned } from './typed-code.ts'

const say = speaker(slipSaidJa)

export interface Scan {
  open(): Promise<void>
  close(): void
}

/** The step with the camera's picture. Where there is no camera, the code is typed: `instead` says why. */
export function setUpScan(
  read: (slip: { readonly kind: SlipKind; readonly code: string }) => void,
  instead: (why: string) => void,
): Scan {
  const video = controlById('picture', HTMLVideoElement)
  let camera: Camera | null = null
  let facing: Facing = 'environment'
  /** Of each opening: what is closed before the camera is there must not open it. */
  let opening = 0
  onAct('turn', () => {
    facing = facing === 'environment' ? 'user' : 'environment'
    void open()
  })
  return { open, close }

  async function open(): Promise<void> {
    close()
    if (!mayScan()) return instead('insecure')
    const mine = ++opening
    say(byId('scan-said'), 'preparing')
    video.classList.toggle('mirrored', facing === 'user')
    showStep('scan')
    try {
      const opened = await openCamera(video, facing, found)
      if (mine !== opening) return opened.stop()
      camera = opened
      byId('turn').hidden = !opened.hasOther
      say(byId('scan-said'), 'aim')
    } catch (error) {
      if (mine === opening) instead(error instanceof CameraRefusal ? error.reason : 'taken')
    }
  }

  function found(text: string): void {
    const slip = readScanned(text)
    if (slip !== null) return read(slip)
    say(byId('scan-said'), 'otherQr')
  }

  function close(): void {
    opening += 1
    camera?.stop()
    camera = null
  }
}
