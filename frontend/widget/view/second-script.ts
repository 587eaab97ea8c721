import { addStyle } from "../../content/markup";
import type { Tools } from "../../content/tools";
import type { Upload } from "../../content/upload";
import type { Words } from "../i18n";

type Contents = typeof import("../../content/contents");

/** Where the widget comes from. */
export interface Server {
  readonly origin: string;
  /** Fetches the second script. */
  contents(): Promise<Contents>;
  /** Stands in where there is no visitor whose files could be kept. */
  readonly upload?: Upload;
}

/** What drawings need here: the contents have words of their own, beside those of the chat. */
export interface ChatTools extends Tools {
  readonly words: Words;
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
  tools(words: Words, say: Tools["say"]): ChatTools {
    const { origin, upload = this.upload } = this.server;
    return { words, language: words.language, say, origin, upload };
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
