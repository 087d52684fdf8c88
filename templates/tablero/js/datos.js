/* La cartera, como la escribe tablero/compacto.py. Una inversión es su número de fila. */

const D = JSON.parse(document.getElementById("datos").textContent);
const TODAS = Array.from({length: D.n}, (_, i) => i);
const C = Object.fromEntries(Object.entries(D.campos).map(([clave, campo]) => [clave, campo.v]));
const BUSCABLE = TODAS.map(i => sinTildes(`${C.cui[i]} ${C.nombre[i] ?? ""}`));
const POR_CUI = new Map(C.cui.map((cui, i) => [cui, i]));
const ANIO_MES = {fin: Number(D.mes_corte.slice(5, 7)), nombre: mes(D.mes_corte)};

const CON_EJECUTORA = TODAS.map(() => []);
D.ejecutoras.i.forEach((i, n) => CON_EJECUTORA[i].push(n));
const EN_MESES = new Map(D.meses.i.map((i, n) => [i, n]));
const EN_AVANCES = TODAS.map(() => []);
D.avances.i.forEach((i, n) => EN_AVANCES[i].push(n));

/* El texto de un dato, como se lee. */
function leer(clave, i) {
  const {c, d, cats} = D.campos[clave], v = C[clave][i];
  if (c === "categoria") return v < 0 ? VACIO : cats[v];
  if (c === "monto") return soles(v);
  if (c === "porcentaje") return porcentaje(v, d);
  if (c === "numero") return spi(v, d);
  if (c === "fecha") return fecha(v);
  return c === "mes" ? mes(v) : v ?? VACIO;
}

/* El SPI con dos decimales, o con más si los trae porque a dos se confundiría con su umbral. */
function spi(v, d) {
  if (v === null) return VACIO;
  let menos = d;
  while (menos > 2 && v % 10 ** (d - menos + 1) === 0) menos -= 1;
  return numero(v, d, menos);
}

const nombre = i => C.nombre[i] ?? `Inversión ${C.cui[i]}`;
const avance = i => (C.devengado[i] === null || !(C.pim[i] > 0) ? null : dividir(C.devengado[i] * 100, C.pim[i], 1));
const alertasDe = i => D.alertas.claves.map((_, n) => n).filter(n => D.alertas.v[i] & (1 << n));
const retrasoDe = i => D.campos.retraso.claves[C.retraso[i]];
const FORMAS = {critico: "▲", moderado: "◆", sin_retraso: "●", sin_dato: "○"};

/* La razón de una alerta, con los datos de esa inversión. */
function razon(n, i) {
  const umbral = texto => porcentaje(Math.round(Number(texto) * 100));
  const propios = {
    umbral_critico: D.umbrales.critico, umbral_moderado: D.umbrales.moderado, umbral_gasto: umbral(D.umbrales.critico ?? "0"),
    dias_maximos: numero(D.dias_f12b), dias_f12b: C.fecha_f12b[i] && numero(dias(C.fecha_f12b[i], D.corte)),
    abiertas: numero(D.abiertas[i]), desde: fecha(D.desde[i]), programado: soles(D.programado[i]),
    situacion: leer("situacion", i).toLowerCase(),
  };
  return D.alertas.razones[n].replace(/\{(\w+)\}/g, (_, clave) => propios[clave] ?? leer(clave, i));
}

/* Suma lo que se conoce: {total, con} o total nulo si de ninguna se sabe. */
function sumar(columna, cuales) {
  let total = 0, con = 0;
  for (const i of cuales) if (columna[i] !== null) { total += columna[i]; con += 1; }
  return {total: con ? total : null, con};
}

/* Lo devengado y lo programado de cada uno de los 24 meses; nulo, el mes del que nada se sabe. */
function porMes(cuales) {
  const n = D.meses.nombres.length, hechos = Array(n).fill(null), previstos = Array(n).fill(null);
  for (const i of cuales) {
    const fila = EN_MESES.get(i);
    if (fila === undefined) continue;
    D.meses.devengado[fila].forEach((v, m) => { if (v !== null) hechos[m] = (hechos[m] ?? 0) + v; });
    D.meses.programado[fila].forEach((v, m) => { if (v !== null) previstos[m] = (previstos[m] ?? 0) + v; });
  }
  return {anterior: hechos.slice(0, 12), devengado: hechos.slice(12), programado: previstos.slice(12)};
}

/* La curva S de varias inversiones: cada avance pesa lo que cuesta su inversión; solo cuentan las que tienen los dos datos y costo. */
function curvaDe(cuales) {
  const sumas = new Map();
  for (const i of cuales) {
    const peso = C.costo[i];
    if (!(peso > 0)) continue;
    for (const n of EN_AVANCES[i]) {
      const p = D.avances.fisico_programado[n], e = D.avances.fisico_ejecutado[n];
      if (p === null || e === null) continue;
      const s = sumas.get(D.avances.mes[n]) ?? {p: 0n, e: 0n, peso: 0n, obras: 0};
      s.p += BigInt(p) * BigInt(peso); s.e += BigInt(e) * BigInt(peso); s.peso += BigInt(peso); s.obras += 1;
      sumas.set(D.avances.mes[n], s);
    }
  }
  const pct = (num, s) => dividir(num, s.peso * 10n ** BigInt(D.avances.d), 1);
  return [...sumas].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([m, s]) => ({mes: m, programado: pct(s.p, s), ejecutado: pct(s.e, s), obras: s.obras}));
}
