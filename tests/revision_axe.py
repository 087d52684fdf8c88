"""Revisa una página con axe-core en un navegador: de escritorio y de teléfono, en claro y en oscuro."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lxml.html
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NORMAS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ESCRITORIO, TELEFONO = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Lo único que cambia con el ancho o el color; lo demás se decide con el documento, que es el mismo.
DE_ANCHO = ["target-size", "scrollable-region-focusable", "region", "bypass", "skip-link", "aria-hidden-focus", "link-in-text-block"]
RESULTADOS = ["violations", "incomplete"]

# Un elemento con texto propio por cada combinación de colores, fondos de sus ancestros, tamaño y grosor: los demás con la
# misma combinación contrastan igual. axe demora un milisegundo por elemento, y un informe repite miles.
MUESTRA = """ya => {
  const vistos = new Map(), conocidos = new Set(ya);
  for (const e of document.body.querySelectorAll('*')) {
    if (e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length) continue;
    const s = getComputedStyle(e), fondos = [];
    for (let a = e; a; a = a.parentElement) {
      const f = getComputedStyle(a);
      fondos.push(f.backgroundColor, f.backgroundImage, f.opacity);
      if (!/^rgba\\(.*, 0\\)$|^transparent$/.test(f.backgroundColor)) break;
    }
    const clave = [s.color, s.fontSize, s.fontWeight, ...fondos].join();
    if (!conocidos.has(clave) && !vistos.has(clave)) vistos.set(clave, e);
  }
  return vistos;
}"""
# Lo que axe deja sin decidir porque ve una sombra, algo encima o un texto muy corto: se decide con los colores calculados
# y el peor fondo posible, el papel con la sombra del marco encima.
DECIDIR = """elementos => {
  const {Color, flattenColors, getContrast} = axe.commons.color;
  const de = texto => { const c = new Color(); c.parseString(texto); return c; };
  return elementos.map(e => {
    const capas = [];
    for (let a = e; a; a = a.parentElement) {
      const f = getComputedStyle(a);
      if (f.backgroundImage.includes('gradient')) capas.push(getComputedStyle(document.documentElement).getPropertyValue('--sombra').trim());
      capas.push(f.backgroundColor);
    }
    const s = getComputedStyle(e), grande = parseFloat(s.fontSize) >= (s.fontWeight >= 700 ? 18.66 : 24);
    const fondos = [capas, capas.filter(c => !c.startsWith('#'))].map(cs =>
      cs.reduceRight((abajo, c) => flattenColors(de(c), abajo), new Color(255, 255, 255, 1)));
    const contraste = Math.min(...fondos.map(f => getContrast(f, flattenColors(de(s.color), f))));
    return contraste < (grande ? 3 : 4.5) ? `color-contrast (${contraste.toFixed(2)}): ${e.outerHTML.slice(0, 120)}` : '';
  }).filter(Boolean);
}"""
REVISAR = f"""async ([opciones, vistos]) => {{
  const nuevos = vistos ? ({MUESTRA})(vistos) : null, elementos = nuevos ? [...nuevos.values()] : null;
  if (elementos && !elementos.length) return [[], []];
  const r = await axe.run(elementos ? {{include: elementos}} : document, {{...opciones, elementRef: true}});
  const lista = tipo => r[tipo].flatMap(v => v.nodes.map(n => [v.id, n]));
  const faltas = lista('violations').map(([regla, n]) => `${{regla}}: ${{n.html.slice(0, 160)}}`);
  const dudas = lista('incomplete');
  const texto = dudas.filter(([regla, n]) => regla === 'color-contrast' && !n.element.closest('svg')).map(([, n]) => n.element);
  const vacias = dudas.filter(([regla]) => regla === 'th-has-data-cells').flatMap(([, n]) => [...n.element.querySelectorAll('thead th')]
    .filter(th => !n.element.querySelector('tbody td, tbody th')).map(() => `th-has-data-cells: ${{n.html}}`));
  const otras = dudas.filter(([regla]) => !['color-contrast', 'th-has-data-cells'].includes(regla)).map(([regla, n]) => `${{regla}} (sin decidir): ${{n.html}}`);
  return [[...faltas, ...({DECIDIR})(texto), ...vacias, ...otras], nuevos ? [...nuevos.keys()] : []];
}}"""


Vistos = dict[str, set[str]]  # por vista, las combinaciones de colores que ya contrastaron en otra página


def faltas_de(pagina: Page, archivo: Path, vistos: Vistos | None = None) -> list[str]:
    """Las faltas de una página en las cuatro vistas, cada una con la vista en que se vio.

    De escritorio pasan todas las reglas sobre todo el documento; de teléfono, las que dependen del ancho. El contraste se
    mira en las cuatro vistas, en un elemento por cada combinación de colores. El texto de los gráficos (SVG) no lo
    decide axe: sus colores los exige la marca.
    """
    vistos = {} if vistos is None else vistos
    pagina.set_viewport_size(ESCRITORIO)
    pagina.emulate_media(color_scheme="light")
    pagina.goto(archivo.resolve().as_uri())
    pagina.evaluate(AXE_SCRIPT)
    todas = {"type": "tag", "values": NORMAS}
    halladas = _vista(pagina, "escritorio, claro", runOnly=todas, rules={"color-contrast": {"enabled": False}})
    for ancho, medidas in (("escritorio", ESCRITORIO), ("teléfono", TELEFONO)):
        pagina.set_viewport_size(medidas)
        if medidas is TELEFONO:
            halladas += _vista(pagina, ancho, runOnly={"type": "rule", "values": DE_ANCHO})
        for color, esquema in (("claro", "light"), ("oscuro", "dark")):
            pagina.emulate_media(color_scheme=esquema)
            contraste = {"type": "rule", "values": ["color-contrast"]}
            vista = f"{ancho}, {color}"
            halladas += _vista(pagina, vista, vistos.setdefault(vista, set()), runOnly=contraste)
    return halladas


Forma = tuple[object, ...]


def representativas(paginas: Sequence[Path]) -> list[Path]:
    """Las páginas que bastan: una de cada informe, de regiones que se alternan, y las que traigan algo que esas no.

    Las demás repiten con otros datos los mismos elementos, y axe juzga elementos: cada forma de elemento de cualquier
    página está en alguna de las devueltas.
    """
    formas = {pagina: _formas(pagina) for pagina in paginas}
    por_informe: dict[str, list[Path]] = {}
    for pagina in sorted(paginas):
        por_informe.setdefault(pagina.name, []).append(pagina)
    elegidas = [iguales[n % len(iguales)] for n, iguales in enumerate(por_informe.values())]
    while faltan := set().union(*formas.values()).difference(*(formas[p] for p in elegidas)):
        elegidas.append(max(sorted(formas), key=lambda p: len(formas[p] & faltan)))
    return elegidas


def _formas(pagina: Path) -> set[Forma]:
    """Qué elementos hay, sin su texto: etiqueta, clases y atributos, los suyos y los de quien los contiene."""
    cuerpo = lxml.html.parse(str(pagina)).getroot().find("body")
    elementos = [e for e in cuerpo.iterdescendants() if isinstance(e.tag, str) and "svg" not in str(e.getparent().tag)]
    de_uno = {e: (e.tag, e.get("class"), e.get("role"), *sorted(e.attrib)) for e in [cuerpo, *elementos]}
    return {(de_uno.get(e.getparent(), ()), forma) for e, forma in de_uno.items()}


def ids_repetidos(pagina: Path) -> list[str]:
    """Los identificadores que están más de una vez: lo que de una página no se sabe mirando otra."""
    ids = Counter(lxml.html.parse(str(pagina)).getroot().xpath("//@id"))
    return [clave for clave, veces in ids.items() if veces > 1]


def _vista(pagina: Page, vista: str, vistos: set[str] | None = None, **opciones: Any) -> list[str]:
    """Las faltas de una vista; con ``vistos``, solo el contraste de las combinaciones nuevas, que se anotan si contrastan."""
    ya = None if vistos is None else sorted(vistos)
    faltas, nuevas = pagina.evaluate(REVISAR, [opciones | {"resultTypes": RESULTADOS}, ya])
    if vistos is not None and not faltas:
        vistos.update(nuevas)
    return [f"{vista}: {falta}" for falta in faltas]


if __name__ == "__main__":  # revisa todo lo publicado, de todos los programas
    import sys

    from navegador import OPCIONES, buscar
    from playwright.sync_api import sync_playwright

    publicadas = sorted((Path(__file__).resolve().parents[1] / "output").rglob("*.html"))
    with sync_playwright() as playwright:
        abierto = playwright.chromium.launch(executable_path=buscar(), args=OPCIONES)
        hoja, total, vistos = abierto.new_page(), 0, {}
        for publicada in publicadas:
            faltas = faltas_de(hoja, publicada, vistos)
            total += len(faltas)
            print(f"{len(faltas):>3}  {publicada.parent.parent.name}/{publicada.parent.name}/{publicada.name}", *faltas, sep="\n     ")
    sys.exit(bool(total))
