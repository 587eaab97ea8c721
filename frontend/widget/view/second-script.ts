import type { Tools } from "../contents/contents";
import type { Upload } from "../contents/upload";
import type { Words } from "../i18n";
import type { Said } from "../thread";
import { addStyle } from "./markup";

type Contents = typeof import("../contents/contents");

/** Where the widget comes from. */
export interface Server {
  readonly origin: string;
  /** Fetches the second script. */
  contents(): Promise<Contents>;
  /** Stands in where there is no visitor whose files could be kept. */
  readonly upload?: Upload;
}

/** Draws what most chats never show; fetched once, when something of it comes. */
export class SecondScript {
  private loading: Promise<Contents> | undefined;

  constructor(
    private readonly server: Server,
    private readonly root: ShadowRoot,
    private readonly proof: () => string,
  ) {}

  /** What its drawings need. */
  tools(words: Words, say: (said: Said) => void): Tools {
    const { origin, upload = this.upload } = this.server;
    return { words, say, origin, upload };
  }

  private readonly upload: Upload = async (file, advanced) => {
    const { uploadTo } = await this.load();
    return uploadTo(this.server.origin, this.proof())(file, advanced);
  };

  /** Give it; an attempt that failed is made anew the next time. */
  load(): Promise<Contents> {
    this.loading ??= this.fetch();
    return this.loading;
  }

  private async fetch(): Promise<Contents> {
    try {
      const contents = await this.server.contents();
      addStyle(this.root, contents.style);
      return contents;
    } catch (error) {
      this.loading = undefined;
      throw error;
    }
  }
}
