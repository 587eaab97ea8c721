/** Sends a file to the server, which keeps it until a message names it. */

/** A file that the server keeps. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
}

/**
 * Sends a file and tells how far it has come, from 0 to 1.
 *
 * @throws Error with a sentence for the visitor, or an empty one when nobody answered.
 */
export type Upload = (file: File, advanced: (share: number) => void) => Promise<StoredFile>;

/** Upload to this server, as the visitor whom the token proves. */
export const uploadTo =
  (origin: string, token: string): Upload =>
  (file, advanced) =>
    answered(begin(`${origin}/api/v1/widget/uploads`, token, file, advanced));

/** `fetch` cannot tell how far an upload has come, so this is the older way. */
function begin(
  url: string,
  token: string,
  file: File,
  advanced: (share: number) => void,
): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.setRequestHeader("Authorization", `Bearer ${token}`);
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => advanced(total > 0 ? loaded / total : 0);
  const form = new FormData();
  form.append("file", file);
  request.send(form);
  return request;
}

function answered(request: XMLHttpRequest): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    request.onload = () => {
      if (request.status === 200) resolve(request.response);
      else reject(new Error(request.response?.message ?? ""));
    };
    request.onerror = request.onabort = () => reject(new Error(""));
  });
}
