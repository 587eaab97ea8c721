import { Blocks } from "./blocks";
import { Buttons, Fields } from "./controls";
import { Floating } from "./floating";
import { Lists, Signs } from "./signs";
import { Thread } from "./thread";

/** Every part in its states, for eyes and for the screenshot test. */
export function Gallery() {
  return (
    <div className="mx-auto grid max-w-7xl items-start gap-6 p-4 md:grid-cols-2 md:p-6">
      <div className="grid min-w-0 gap-6">
        <Buttons />
        <Fields />
        <Floating />
      </div>
      <div className="grid min-w-0 gap-6">
        <Signs />
        <Blocks />
        <Thread />
        <Lists />
      </div>
    </div>
  );
}
