/** The decoder of QR codes, for browsers that have none: loaded when the camera is opened. */
export { BarcodeDetector as Decoder } from 'qr/decode.js'
