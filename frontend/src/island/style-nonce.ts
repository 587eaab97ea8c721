import { setNonce } from "get-nonce";

/** Let the libraries that write styles at run time pass the page's content security policy. */
export function passStyleNonce(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  if (nonce) setNonce(nonce);
}
