"""Lee ``params/<programa>/_brand.yml``, escrito según la convención brand.yml, y comprueba que sirva.

De lo que la convención admite se usan ``meta.name``, ``color``, ``typography.base.family``,
``typography.headings.family``, ``typography.fonts`` con ``source: file`` y ``logo``; lo demás se acepta y no se usa.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sistematizacion.arranque import sin_leer_codigo
from sistematizacion.errores import ErrorDeEntrada, Problema, enumerar, sugerencia
from sistematizacion.lector_yaml import TIPOS, Documento, interpretar_yaml, leer_texto
from sistematizacion.nucleo import lecturas
from sistematizacion.parametros import ARCHIVO_MARCA, ARCHIVO_PROGRAMA, PROGRAMA_POR_DEFECTO, Programa
from sistematizacion.presentacion import letras
from sistematizacion.presentacion.letras import Letra, LetraQueFalta
from sistematizacion.presentacion.marca import Familia, Logo, Marca
from sistematizacion.rutas import Rutas

if TYPE_CHECKING:
    from brand_yml import Brand

PAPELES = {  # color de brand.yml → papel
    "foreground": "tinta", "background": "papel", "primary": "primario", "secondary": "acento", "tertiary": "medio",
    "light": "suave", "dark": "portada",
}  # fmt: skip
OBLIGATORIOS = ("foreground", "background", "primary")
POR_NOMBRE = ("gris", "regla", "tenue", "sobre_portada_tenue", "acento_portada")  # papeles que solo da la paleta
FORMATOS_DE_LOGO = (".svg", ".png", ".jpg", ".jpeg")
PESOS = {"normal": 400, "bold": 700}


def cargar_marca(programa: Programa, lugares: Rutas) -> Marca:
    """La marca que el programa usa.

    Raises:
        ErrorDeEntrada: el archivo no sigue brand.yml, falta una letra o el logotipo, o un par de colores no contrasta;
            con todos los problemas.
    """
    ruta = archivo_de_marca(programa, lugares)
    archivo = lugares.relativa(ruta)
    if programa.marca and not ruta.is_file():
        con_marca = sorted(r.parent.name for r in lugares.params.glob(f"*/{ARCHIVO_MARCA}"))
        propio = lugares.relativa(lugares.params / programa.clave / ARCHIVO_PROGRAMA)
        remedio = f"{sugerencia(programa.marca, con_marca)} Tienen marca: {enumerar(con_marca)}.".strip()
        raise ErrorDeEntrada([Problema(propio, f"no existe {archivo}", remedio, "clave marca", programa.marca)])
    marca = _interpretar(leer_texto(ruta, archivo), archivo, ruta)
    for letra in (*marca.texto.letras, *marca.titulos.letras):
        if letra.archivo.is_relative_to(lugares.params):  # matplotlib la lee por su cuenta, y no se oiría
            lecturas.anotar("archivo", "", lugares.relativa(letra.archivo))
    return marca


def archivo_de_marca(programa: Programa, lugares: Rutas) -> Path:
    """El ``_brand.yml`` del programa, el del que nombra en ``marca`` o, si no hay ninguno, el del programa inicial."""
    ruta = lugares.params / (programa.marca or programa.clave) / ARCHIVO_MARCA
    return ruta if programa.marca or ruta.is_file() else lugares.params / PROGRAMA_POR_DEFECTO / ARCHIVO_MARCA


def archivos_de_marca(programa: Programa, lugares: Rutas) -> list[Path]:
    """De lo que depende la marca: su archivo y los que lo acompañan (el logotipo, letras propias)."""
    archivo = archivo_de_marca(programa, lugares)
    demas = (a for a in archivo.parent.rglob("*") if a.is_file() and a.suffix != ".yml" and a.name[0] not in ".~")
    return [archivo, *sorted(demas)]


@lru_cache(maxsize=32)
def _interpretar(texto: str, archivo: str, ruta: Path) -> Marca:
    """La marca que dice ``texto``; se recuerda, porque cada capítulo vuelve a pedirla."""
    documento = interpretar_yaml(texto, archivo)
    brand, problemas = _validar(documento, texto, ruta)
    if brand is None:
        raise ErrorDeEntrada(problemas)
    claros, oscuros = _colores(brand, documento, problemas)
    familias = [_familia(brand, parte, documento, problemas) for parte in ("base", "headings")]
    logo = _logo(brand, documento, problemas)
    if problemas:
        raise ErrorDeEntrada(problemas)
    return Marca(_nombre(brand), claros, oscuros, familias[0], familias[1], logo)


def _validar(documento: Documento, texto: str, ruta: Path) -> tuple["Brand | None", list[Problema]]:
    with sin_leer_codigo():
        from brand_yml import Brand  # tarda un poco, y ver si algo cambió no lo necesita

    try:
        return Brand.from_yaml_str(texto, ruta), []
    except ValidationError as error:
        return None, [_problema(documento, d["loc"], _regla(d), "Corríjalo según la convención brand.yml.") for d in error.errors()]
    except ValueError as error:
        return None, [_problema(documento, (), f"no sigue la convención brand.yml ({error})", "Corríjalo.")]


def _regla(detalle: Mapping[str, Any]) -> str:
    if detalle["type"] == "extra_forbidden":
        return "clave desconocida"
    return TIPOS.get(detalle["type"], "no es lo que brand.yml admite ahí").format(**detalle.get("ctx", {}))


def _problema(documento: Documento, lugar: tuple, regla: str, remedio: str, valor: str | None = None) -> Problema:
    linea, clave = documento.linea(lugar), ".".join(str(p) for p in lugar if isinstance(p, str))
    texto = ", ".join(filter(None, [f"línea {linea}" if linea else "", f"clave {clave}" if clave else ""]))
    return Problema(documento.archivo, regla, remedio, texto, valor)


def _nombre(brand: "Brand") -> str:
    nombre = brand.meta.name if brand.meta else None
    return (nombre if isinstance(nombre, str) else getattr(nombre, "full", None) or getattr(nombre, "short", None)) or ""


def _colores(brand: "Brand", documento: Documento, problemas: list[Problema]) -> tuple[dict[str, str], dict[str, str]]:
    from sistematizacion.presentacion import colores  # tarda un poco, y ver si algo cambió no lo necesita

    declarados: dict[str, str] = {}
    paleta = brand.color.palette or {} if brand.color else {}
    pares = [(papel, ("color", clave), getattr(brand.color, clave, None)) for clave, papel in PAPELES.items()]
    pares += [(papel, ("color", "palette", papel), paleta.get(papel)) for papel in POR_NOMBRE]
    malos = len(problemas)
    for papel, lugar, valor in pares:
        if valor is None and lugar[-1] in OBLIGATORIOS:
            problemas.append(_problema(documento, lugar, "falta este color", "Agréguelo: por ejemplo, «#1B2A3A»."))
        elif valor is not None and not colores.es_color(valor):
            problemas.append(_problema(documento, lugar, "no es un color opaco", "Escríbalo como «#1B2A3A».", str(valor)))
        elif valor is not None:
            declarados[papel] = str(valor)
    if len(problemas) > malos:
        return {}, {}
    claros = colores.completar(declarados)
    oscuros = colores.oscurecer(claros)
    problemas += [_de_contraste(f, documento, claros if f.modo == "claro" else oscuros) for f in colores.faltas(claros, oscuros)]
    return claros, oscuros


def _de_contraste(falta: Any, documento: Documento, colores: Mapping[str, str]) -> Problema:
    clave = next((("color", c) for c, papel in PAPELES.items() if papel == falta.arriba), ("color",))
    regla = (
        f"«{falta.arriba}» ({colores[falta.arriba]}) sobre «{falta.abajo}» ({colores[falta.abajo]}), en {falta.modo}, contrasta "
        f"{falta.contraste:.2f} a 1 y hace falta {falta.hace_falta:g} a 1 ({falta.donde})"
    )
    return _problema(documento, clave, regla, "Oscurezca uno de los dos o aclare el otro.")


def _familia(brand: "Brand", parte: str, documento: Documento, problemas: list[Problema]) -> Familia:
    """La familia de los párrafos (``base``) o la de los títulos (``headings``), que si falta es la misma."""
    tipos, lugar = brand.typography, ("typography", parte, "family")
    base = getattr(tipos, "base", None)
    nombre = getattr(getattr(tipos, parte, None), "family", None) or getattr(base, "family", None)
    if not nombre:
        problemas.append(_problema(documento, lugar, "falta la familia de letras", "Agréguela: por ejemplo, «Source Sans Pro»."))
        return Familia("", ())
    try:
        halladas = _propias(brand, nombre) or letras.del_paquete(nombre)
        letras.elegir(halladas, letras.NORMAL)
        if parte == "base":
            letras.elegir(halladas, letras.NORMAL, cursiva=True)
        if letras.elegir(halladas, letras.NEGRITA).peso < letras.SEMINEGRITA:
            raise LetraQueFalta(f"a la familia {nombre} le falta la negrita")
    except LetraQueFalta as falta:
        problemas.append(_problema(documento, lugar, str(falta), "Elija una de las que están, o instale la que falta.", nombre))
        return Familia(nombre, ())
    return Familia(nombre, halladas)


def _propias(brand: "Brand", familia: str) -> tuple[Letra, ...]:
    """Las letras que la marca trae en archivos junto al suyo."""
    fuentes = brand.typography.fonts if brand.typography else []
    archivos = [a for f in fuentes if f.family == familia and f.source == "file" for a in f.files]  # type: ignore[union-attr]
    halladas = []
    for archivo in archivos:
        ruta = _local(archivo.path)
        if ruta is None or not ruta.is_file():
            raise LetraQueFalta(f"no está el archivo {archivo.path}, que debe ir en la carpeta de la marca")
        peso = str(archivo.weight)
        halladas.append(Letra(familia, ruta, PESOS.get(peso) or int(peso), archivo.style == "italic"))
    return tuple(halladas)


def _logo(brand: "Brand", documento: Documento, problemas: list[Problema]) -> Logo | None:
    """El más grande de los que la marca da."""
    logo: Any = brand.logo
    if logo is None:
        return None
    elegido = logo if hasattr(logo, "path") else logo.large or logo.medium or logo.small
    variantes = [elegido, None] if hasattr(elegido, "path") else [elegido.light, elegido.dark] if elegido else [None, None]
    rutas = []
    for variante in variantes:
        ruta = _local(variante.path) if variante else None
        if variante and (ruta is None or not ruta.is_file() or ruta.suffix.lower() not in FORMATOS_DE_LOGO):
            regla = f"no está el logotipo, o no es {', '.join(FORMATOS_DE_LOGO[:-1])}"
            problemas.append(_problema(documento, ("logo",), regla, "Póngalo en la carpeta de la marca.", str(variante.path)))
        rutas.append(ruta)
    alt = next((v.alt for v in variantes if v and v.alt), None) or _nombre(brand)
    return Logo(rutas[0], rutas[1], alt) if any(rutas) else None


def _local(lugar: Any) -> Path | None:
    """Dónde está un archivo de la marca; ninguno si es una dirección de la red o sale de su carpeta."""
    if not hasattr(lugar, "absolute"):
        return None
    ruta, carpeta = lugar.absolute().resolve(), lugar._root_dir
    return ruta if carpeta is None or ruta.is_relative_to(Path(carpeta).resolve()) else None
