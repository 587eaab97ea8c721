import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { type ComponentType, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { freshItem, withFreshItem } from "../../graph/items";
import { type Field, isShown, withValue } from "../../graph/schema";
import { rowSentence } from "../../graph/summary";
import type { Config, Json, NodeKind } from "../../graph/types";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { IconButton } from "../../ui/icon-button";
import { mayEdit, openBlock } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { InputProps } from "./input-props";

interface ListInputProps extends InputProps {
  /** What draws a field of an item. */
  Input: ComponentType<InputProps>;
}

/** Several texts, buttons or rows, in an order that can be dragged. */
export function ListInput({ Input, field, value, path, errors, onChange }: ListInputProps) {
  const { t } = useTranslation("designer");
  const id = useId();
  const editing = useDesigner(mayEdit);
  const kind = useKind();
  const items = Array.isArray(value) ? value : [];
  const ids = items.map((_, index) => `${id}-${index}`);
  const set = (index: number, item: Json) =>
    onChange(items.map((old, at) => (at === index ? item : old)));
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over)
      onChange(arrayMove(items, ids.indexOf(String(active.id)), ids.indexOf(String(over.id))));
  };
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="pb-1 font-medium text-compact text-strong">{field.title}</legend>
      <DndContext
        id={id}
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={onDragEnd}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          {items.map((item, index) => (
            <Item
              key={keyOf(item, index)}
              id={ids[index] ?? ""}
              name={t("list.item", { name: field.title, number: index + 1 })}
              onRemove={
                editing && items.length > field.atLeast
                  ? () => onChange(items.filter((_, at) => at !== index))
                  : undefined
              }
              movable={editing && items.length > 1}
            >
              <ItemInputs
                Input={Input}
                field={field}
                item={item}
                path={`${path}.${index}`}
                errors={errors}
                onChange={(next) => set(index, next)}
              />
            </Item>
          ))}
        </SortableContext>
      </DndContext>
      {editing && items.length < field.atMost && (
        <Button
          icon="add"
          className="self-start"
          onClick={() =>
            onChange(withFreshItem(items, freshItem(field, items, kind?.default[field.name])))
          }
        >
          {t(`list.add.${field.widget as "texts"}`, { defaultValue: t("list.add.rows") })}
        </Button>
      )}
    </fieldset>
  );
}

function useKind(): NodeKind | undefined {
  return useDesigner((state) => state.kinds.get(openBlock(state)?.kind ?? ""));
}

/** An item with an id keeps its input when it moves. */
function keyOf(item: Json, index: number): string {
  const id =
    typeof item === "object" && item !== null && !Array.isArray(item) ? item.id : undefined;
  return typeof id === "string" ? id : String(index);
}

interface ItemInputsProps extends Omit<ListInputProps, "value"> {
  item: Json;
}

function ItemInputs({ Input, field, item, path, errors, onChange }: ItemInputsProps) {
  if (field.fields.length === 0) {
    const text: Field = { ...field, widget: "text", fields: [], optional: false };
    return (
      <Input field={text} value={item} path={path} errors={errors} hideLabel onChange={onChange} />
    );
  }
  const values = item as Config;
  const sentence = field.widget === "rows" ? rowSentence(field, values) : "";
  return (
    <>
      {field.fields
        .filter((one) => isShown(one, values))
        .map((one) => (
          <Input
            key={one.name}
            field={one}
            value={values[one.name]}
            path={`${path}.${one.name}`}
            errors={errors}
            hideLabel
            onChange={(next) => onChange(withValue(values, field.fields, one.name, next) as Json)}
          />
        ))}
      {sentence && <p className="text-quiet text-xs wrap-anywhere">{sentence}</p>}
    </>
  );
}

interface ItemProps {
  id: string;
  name: string;
  movable: boolean;
  onRemove: (() => void) | undefined;
  children: ReactNode;
}

function Item({ id, name, movable, onRemove, children }: ItemProps) {
  const { t } = useTranslation("designer");
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id,
  });
  const moved = transform ? `translate3d(0, ${transform.y}px, 0)` : undefined;
  return (
    <div
      ref={setNodeRef}
      style={{ transform: moved, transition, zIndex: isDragging ? 1 : undefined }}
      className="relative flex items-start gap-1 bg-card"
    >
      {movable && (
        <button
          {...attributes}
          {...listeners}
          type="button"
          aria-label={t("list.move", { name })}
          className="mt-1.5 grid h-6 w-5 flex-none cursor-grab place-items-center rounded-control text-quiet hover:text-strong"
        >
          <Icon name="drag_indicator" small />
        </button>
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">{children}</div>
      {onRemove && (
        <IconButton icon="close" label={t("list.remove", { name })} onClick={onRemove} />
      )}
    </div>
  );
}
