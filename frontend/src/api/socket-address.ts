/** The address of a socket of this site: `socketAddress("/ws/console/acme")`. */
export function socketAddress(path: string, page: URL | Location = window.location): string {
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}${path}`;
}
