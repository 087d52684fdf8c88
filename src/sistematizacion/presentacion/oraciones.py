"""Las oraciones que las plantillas arman con regiones y comparaciones: enumeraciones, órdenes y quién queda fuera."""

from collections.abc import Callable, Iterable, Sized

from markupsafe import Markup

from sistematizacion.nucleo.seleccion import coincidencias
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.comparacion import Comparacion, Par
from sistematizacion.presentacion.expediente import Expediente, escapar
from sistematizacion.presentacion.opiniones import Opinion


def nombres(regiones: Iterable[Expediente | Par | Opinion]) -> Markup:
    """Los nombres de unas regiones en una enumeración: «Arequipa, Cusco y Junín»."""
    return Markup(formato.lista([str(_nombre(r)) for r in regiones]))


def segun(cosas: Sized, una: str, varias: str) -> str:
    """Una de dos palabras, según haya una sola cosa o no: ``segun(regiones, "comparte", "comparten")``."""
    return una if len(cosas) == 1 else varias


def valores(comparada: Comparacion, pares: Iterable[Par] | None = None) -> Markup:
    """«Cusco (96.06%) y Junín (95%)»; con la fecha de cada cifra si no todas son de la misma."""
    return _enumerar("{0} ({1}{2})", comparada, comparada.pares if pares is None else pares)


def cada_una(comparada: Comparacion) -> Markup:
    """«55 reuniones de coordinación en Cusco y 48 en Arequipa»; lo que se cuenta se nombra solo con la primera."""
    return _enumerar("{1}{2} en {0}", comparada, comparada.pares, contando=True)


def en_lista(caller: Callable[[], str]) -> Markup:
    """``{% call en_lista() %}…{% endcall %}``: cada renglón es un elemento de «uno, dos y tres»."""
    return Markup(formato.lista(_renglones(caller())))


def en_serie(caller: Callable[[], str]) -> Markup:
    """Lo mismo con punto y coma, para elementos que llevan comas: «Cusco cerró 10; Junín, 132, y Arequipa, 8»."""
    *previos, ultimo = _renglones(caller()) or [""]
    nexo = "e" if formato.suena_a_i(Markup(ultimo).striptags()) else "y"
    return Markup("; ".join(previos) + (f", {nexo} " if previos else "") + ultimo)


def _renglones(texto: str) -> list[str]:
    return [renglon.strip(" ") for renglon in texto.split("\n") if renglon.strip()]


def orden(comparada: Comparacion, que: str) -> Markup:
    """«la proporción más alta es la de Junín (69.5%); después va Cusco (55.6%)».

    Ahí ``que`` es «la proporción más alta». Dice los empates y, si las cifras no son de la misma fecha o alguna es solo
    un mínimo, las da sin ordenarlas.
    """
    articulo = que.partition(" ")[0]
    if len(comparada.pares) < 2:
        return cada_una(comparada)
    if not comparada.se_ordena:
        return Markup("las cifras no se ordenan, porque no son de la misma fecha o no son exactas: {}").format(
            valores(comparada)
        )
    primero = comparada.grupos[0]
    if comparada.empatan:
        return Markup("{} empatan ({})").format(nombres(primero), primero[0].cifra.html())
    es = segun(primero, f"es {articulo} de", f"{articulo} comparten")
    demas = comparada.pares[len(primero) :]
    despues = Markup("{} {}").format(segun(demas, "va", "van"), valores(comparada, demas))
    return Markup("{} {} {} ({}); después {}").format(que, es, nombres(primero), primero[0].cifra.html(), despues)


def fuera(comparada: Comparacion, *, breve: bool = False) -> Markup:
    """La oración que dice qué regiones no entran en la comparación y por qué; vacía si entran todas o ninguna."""
    if not (comparada.pares and comparada.fuera):
        return Markup("")
    quedan = segun(comparada.fuera, "queda", "quedan") + " fuera de esta comparación"
    if len(comparada.pares) == 1:
        quedan = "no " + segun(comparada.fuera, "tiene", "tienen") + " con qué compararse"
    oracion = Markup("{} {}").format(nombres(comparada.fuera), quedan)
    nombrar = len(comparada.fuera) > 1
    notas = [_por_que_falta(e, comparada.indicador, nombrar=nombrar) for e in comparada.fuera if not breve]
    if not any(notas):
        return oracion + ", porque sus datos no traen esa cifra."
    return Markup(" ").join([oracion + ".", *(nota for nota in notas if nota)])


def _enumerar(forma: str, comparada: Comparacion, pares: Iterable[Par], *, contando: bool = False) -> Markup:
    elementos = []
    for n, par in enumerate(pares):
        cuenta = contando and n == 0 and par.cifra.unidad.plural and not par.cifra.categoria
        cifra = par.cifra.html(par.cifra.contado() if cuenta else par.cifra.con_unidad if contando and n == 0 else None)
        fecha = "" if comparada.corte else formato.al_corte(par.cifra.fecha_corte)
        elementos.append(str(Markup(forma).format(_nombre(par), cifra, f", {fecha}" if fecha else "")))
    return Markup(formato.lista(elementos))


def _nombre(region: Expediente | Par | Opinion) -> Markup:
    return escapar((region if isinstance(region, Expediente) else region.de).region.nombre)


def _por_que_falta(expediente: Expediente, indicador: str, *, nombrar: bool) -> Markup:
    """La nota con que los datos dicen por qué no hay la cifra, o vacío; ``nombrar`` antepone de qué región es."""
    filas = coincidencias(expediente.nucleo.tablas["ausencias"], indicador).to_dict("records")
    nota = str(filas[0]["nota"]) if filas else ""
    if not (nota and nombrar):
        return escapar(nota)
    seguida = nota if nota.startswith(expediente.region.nombre) else formato.minuscula(nota)
    return Markup("{}: {}").format(_nombre(expediente), escapar(seguida))
