"""Las oraciones que las plantillas arman con regiones y comparaciones: enumeraciones, órdenes y quién queda fuera."""

from collections.abc import Callable, Iterable, Sized

from markupsafe import Markup

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
    return _en_serie(_renglones(caller()))


def _en_serie(elementos: list[str]) -> Markup:
    *previos, ultimo = elementos or [""]
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
    primero, *demas = comparada.grupos
    if comparada.empatan:
        return Markup("{} empatan ({})").format(nombres(primero), primero[0].cifra.html())
    es = segun(primero, f"es {articulo} de", f"{articulo} comparten")
    return Markup("{} {} {} ({}); después {}").format(
        que, es, nombres(primero), primero[0].cifra.html(), _siguientes(demas)
    )


def _siguientes(grupos: list[list[Par]]) -> Markup:
    """«va Cusco (55.6%)», «van Arequipa (60%) y Cusco (55%)» o «van, empatadas, Junín y Puno (62.5%)»."""
    if len(grupos) == 1 and len(grupos[0]) > 1:
        return Markup("van, empatadas, {} ({})").format(nombres(grupos[0]), grupos[0][0].cifra.html())
    van = segun([p for g in grupos for p in g], "va", "van")
    hay_empates = any(len(g) > 1 for g in grupos)
    elementos = [
        str(
            Markup("{}{} ({})").format(
                nombres(g), segun(g, "", ", empatadas" if hay_empates else ""), g[0].cifra.html()
            )
        )
        for g in grupos
    ]
    return Markup("{} {}").format(van, _en_serie(elementos) if hay_empates else Markup(formato.lista(elementos)))


def puestos(comparada: Comparacion) -> Markup:
    """«Cusco ocupó el primer lugar; Junín, el segundo, y Arequipa, el séptimo»; las que empatan comparten el suyo."""
    elementos, anterior = [], ""
    for n, grupo in enumerate(comparada.grupos):
        verbo = segun(grupo, "ocupó", "compartieron")
        nexo = "," if verbo == anterior else f" {verbo}"
        cifra = grupo[0].cifra
        puesto = cifra.html(_sin_apocope(str(cifra)) if n else cifra.con_unidad)
        elementos.append(str(Markup("{}{} el {}").format(nombres(grupo), nexo, puesto)))
        anterior = verbo
    return _en_serie(elementos)


def conteos(
    comparada: Comparacion, parte: str, total: str, verbos: tuple[str, str], *, unidad: bool = False, con: bool = False
) -> Markup:
    """«Junín cerró 132 de 190 inversiones, y Cusco, 10 de 18»: una parte y su total en cada región comparada.

    ``verbos`` son el de una región y el de varias: las de iguales números van juntas. Con ``unidad``, la primera dice
    qué se cuenta; con ``con``, cada una dice además la proporción.
    """
    juntas: dict[tuple[object, object], list[Par]] = {}
    for p in comparada.pares:
        juntas.setdefault((p.de.cifra(parte).valor, p.de.cifra(total).valor), []).append(p)
    elementos = []
    for n, grupo in enumerate(juntas.values()):
        de_cuantos = grupo[0].de.cifra(total)
        elementos.append(
            str(
                Markup("{}{} {} de {}{}{}").format(
                    nombres(grupo),
                    f" {segun(grupo, *verbos)}" if n == 0 else ",",
                    grupo[0].de.cifra(parte).html(),
                    de_cuantos.html(de_cuantos.con_unidad if unidad and n == 0 else None),
                    segun(grupo, "", " cada una"),
                    Markup(", el {}").format(grupo[0].cifra.html()) if con else "",
                )
            )
        )
    return _en_serie(elementos)


def _sin_apocope(ordinal: str) -> str:
    """El ordinal que ya no precede a su sustantivo.

    >>> _sin_apocope("tercer"), _sin_apocope("segundo")
    ('tercero', 'segundo')
    """
    return f"{ordinal}o" if ordinal.endswith(("primer", "tercer")) else ordinal


def todas(regiones: Sized) -> str:
    """Cómo se nombra el conjunto de las regiones: «la región», «las dos regiones» o «todas las regiones»."""
    return {1: "la región", 2: "las dos regiones"}.get(len(regiones), "todas las regiones")


def fuera(comparada: Comparacion) -> Markup:
    """Las oraciones que dicen qué regiones no entran en la comparación y por qué; nada si entran todas o ninguna."""
    if not (comparada.pares and comparada.fuera):
        return Markup("")
    if len(comparada.pares) == 1:
        return faltan(comparada.fuera, comparada.indicador)
    por_nota = {n: v for n, v in _por_nota(comparada.fuera, comparada.indicador).items() if n}
    explicadas = [
        Markup("{} {}{} fuera de esta comparación: {}").format(
            nombres(suyas), "también " if n else "", segun(suyas, "queda", "quedan"), nota
        )
        for n, (nota, suyas) in enumerate(por_nota.items())
    ]
    calladas = [e for e in comparada.fuera if not any(e in suyas for suyas in por_nota.values())]
    return Markup(" ").join([*explicadas, *([faltan(calladas, comparada.indicador)] if calladas else [])])


def faltan(regiones: Iterable[Expediente], indicador: str, dato: str = "ese dato") -> Markup:
    """«De Cusco no hay encuesta.», o lo que los datos digan de por qué no la hay: «De Cusco no hay encuesta: …»."""
    return Markup(" ").join(
        Markup("De {} no hay {}{}").format(nombres(suyas), dato, Markup(": {}").format(nota) if nota else ".")
        for nota, suyas in _por_nota(regiones, indicador).items()
    )


def _por_nota(regiones: Iterable[Expediente], indicador: str) -> dict[Markup, list[Expediente]]:
    """Las regiones según la nota con que los datos dicen por qué no tienen la cifra; vacía si no dicen nada."""
    juntas: dict[Markup, list[Expediente]] = {}
    for e in regiones:
        nota = e.nota_de_ausencia(indicador)
        seguida = nota if nota.startswith(e.region.nombre) else formato.minuscula(nota)
        juntas.setdefault(escapar(seguida), []).append(e)
    return juntas


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
