/* Lo que se filtra y cómo se escribe en la dirección: #sector=Salud&retraso=critico&q=riego&orden=-pim */

const SIN_DATO = "sin-dato";
const FILTROS = {
  sector: "Sector", funcion: "Función", ejecutora: "Unidad ejecutora", retraso: "Retraso físico", situacion: "Situación",
  conjunto: "Conjunto", alerta: "Alerta",
};
const estado = {q: "", orden: "", cui: "", ...Object.fromEntries(Object.keys(FILTROS).map(f => [f, ""]))};

/* Las opciones de un filtro: [valor en la dirección, rótulo, cuántas inversiones]. */
function opciones(filtro) {
  if (filtro === "ejecutora") return contadas(D.ejecutoras.nombres, i => CON_EJECUTORA[i].map(n => D.ejecutoras.e[n]));
  if (filtro === "alerta") return contadas(D.alertas.titulos, alertasDe, D.alertas.claves, true);
  const {claves, cats, v} = D.campos[filtro];
  return contadas(cats, i => (v[i] < 0 ? [] : [v[i]]), claves);
}

function contadas(rotulos, de, claves = rotulos, sinNinguna = false) {
  const cuenta = Array(rotulos.length).fill(0);
  let ninguna = 0;
  for (const i of TODAS) { const suyas = new Set(de(i)); suyas.forEach(n => { cuenta[n] += 1; }); if (!suyas.size) ninguna += 1; }
  const lista = rotulos.map((r, n) => [claves[n], r, cuenta[n]]).filter(([, , n]) => n);
  return ninguna && !sinNinguna ? [...lista, [SIN_DATO, "Sin dato", ninguna]] : lista;
}

const OPCIONES = Object.fromEntries(Object.keys(FILTROS).map(f => [f, opciones(f)]));
const rotuloDe = (filtro, valor) => OPCIONES[filtro].find(([v]) => v === valor)?.[1] ?? valor;

/* La prueba que una inversión debe pasar por cada filtro puesto. */
function pruebas() {
  const lista = [];
  for (const filtro of Object.keys(FILTROS)) {
    const valor = estado[filtro];
    if (!valor) continue;
    if (filtro === "ejecutora") {
      const e = D.ejecutoras.nombres.indexOf(valor);
      lista.push(valor === SIN_DATO ? i => !CON_EJECUTORA[i].length : i => CON_EJECUTORA[i].some(n => D.ejecutoras.e[n] === e));
    } else if (filtro === "alerta") {
      const bit = 1 << D.alertas.claves.indexOf(valor);
      lista.push(i => D.alertas.v[i] & bit);
    } else {
      const {claves, cats, v} = D.campos[filtro], n = valor === SIN_DATO ? -1 : (claves ?? cats).indexOf(valor);
      lista.push(i => v[i] === n);
    }
  }
  const palabras = sinTildes(estado.q).split(/\s+/).filter(Boolean);
  if (palabras.length) lista.push(i => palabras.every(p => BUSCABLE[i].includes(p)));
  return lista;
}

function filtradas() {
  const lista = pruebas();
  return lista.length ? TODAS.filter(i => lista.every(pasa => pasa(i))) : TODAS;
}

/* Cada filtro puesto, en palabras. */
function enPalabras() {
  const partes = Object.keys(FILTROS).filter(f => estado[f]).map(f => [f, FILTROS[f], rotuloDe(f, estado[f])]);
  return estado.q.trim() ? [...partes, ["q", "Nombre o CUI", `«${estado.q.trim()}»`]] : partes;
}

function aFragmento(cambios = {}) {
  const junto = {...estado, ...cambios}, p = new URLSearchParams();
  for (const [clave, valor] of Object.entries(junto)) if (String(valor).trim()) p.set(clave, String(valor).trim());
  return `#${p}`;
}

/* Toma el estado de la dirección; devuelve lo que pide y estos datos no tienen. */
function desdeFragmento() {
  const p = new URLSearchParams(location.hash.slice(1)), ajenos = [];
  for (const clave of Object.keys(estado)) {
    const valor = p.get(clave) ?? "";
    const vale = !valor || (clave in FILTROS ? OPCIONES[clave].some(([v]) => v === valor)
      : clave === "cui" ? POR_CUI.has(valor) : clave === "orden" ? valor.replace("-", "") in COLUMNAS : true);
    estado[clave] = vale ? valor : "";
    if (!vale) ajenos.push(`${FILTROS[clave] ?? (clave === "cui" ? "CUI" : "Orden")} «${valor}»`);
  }
  return ajenos;
}
