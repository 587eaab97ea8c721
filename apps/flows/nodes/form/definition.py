"""The Form block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.form.component import Form, FormConfig
from apps.flows.nodes.form.fields import FormQuestion

definition = NodeKind(
    kind="form",
    label="Form",
    help="Asks for several things at once and saves each.",
    group=GROUP,
    icon="list_alt",
    search=("form", "fields", "lead", "survey", "contact"),
    config=FormConfig,
    default=FormConfig(
        text="",
        fields=(
            FormQuestion(id="field_1", label="Name", save_as="name"),
            FormQuestion(id="field_2", label="E-mail", kind="email", save_as="email"),
        ),
    ),
    component=Form,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
