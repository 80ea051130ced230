"""Read the descriptions of fields from the source of the models: the text below each field.

Pydantic can read it too, but does so for every model of every process: a tenth of the time of a booklet.
"""

import ast
from inspect import cleandoc, getsource
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema


class Documented(GenerateJsonSchema):
    """JSON Schema of models, with the text below each field as its description."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model with a description for each field."""
        made = super().model_schema(schema)
        texts = says(schema["cls"])
        for name, field in schema["cls"].model_fields.items():
            if name in texts and (written := made.get("properties", {}).get(field.alias or name)) is not None:
                written["description"] = texts[name]
        return made

    def encode_default(self, dft: Any) -> Any:  # noqa: ANN401 - whatever a field may be
        """Return a default as JSON, with the fields that nobody has to write."""
        return super().encode_default(dft.model_dump(exclude_none=True) if isinstance(dft, BaseModel) else dft)


def says(model: type[BaseModel]) -> dict[str, str]:
    """Return the text below each field of a model and of its base models."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not issubclass(one, BaseModel) or "[" in one.__name__ or not one.__module__.startswith("planner."):
            continue
        [written] = ast.parse(dedent(getsource(one))).body
        for field, below in pairwise(getattr(written, "body", ())):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = cleandoc(text)
    return found
