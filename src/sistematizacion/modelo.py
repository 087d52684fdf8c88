"""La base de todo lo que se lee de YAML, y los tipos de texto que comparten sus claves."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

FORMA_DE_CLAVE = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"
Clave = Annotated[str, Field(pattern=FORMA_DE_CLAVE)]
Texto = Annotated[str, Field(min_length=1)]


class Modelo(BaseModel):
    """Base estricta: ni claves de más ni conversiones silenciosas."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
