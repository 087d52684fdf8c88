/* Números, fechas y meses como se escriben en el Perú: lo mismo que presentacion/formato.py, con la mitad hacia arriba.
   Todo número llega entero, con sus decimales aparte: 1234567 con d = 2 es 12,345.67. */

const DURO = "\u00a0", VACIO = "—";
const MESES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre"];

/* num ÷ den con `decimales`, redondeado; exacto. Devuelve un entero con esos decimales, o null si no se puede dividir. */
function dividir(num, den, decimales) {
  if (num === null || den === null || !den) return null;
  let n = BigInt(num) * 10n ** BigInt(decimales), d = BigInt(den);
  if (d < 0n) [n, d] = [-n, -d];
  const signo = n < 0n ? -1n : 1n;
  return Number(signo * ((2n * n * signo + d) / (2n * d)));
}

/* El mismo número con otros decimales. */
function conDecimales(entero, de, a) {
  return entero === null || a === de ? entero : a > de ? entero * 10 ** (a - de) : dividir(entero, 10 ** (de - a), 0);
}

function numero(entero, d = 0, decimales = d) {
  if (entero === null || entero === undefined) return VACIO;
  const v = conDecimales(entero, d, decimales), cifras = String(Math.abs(v)).padStart(decimales + 1, "0");
  const corte = cifras.length - decimales, miles = cifras.slice(0, corte).replace(/\B(?=(\d{3})+$)/g, ",");
  return (v < 0 ? "-" : "") + miles + (decimales ? "." + cifras.slice(corte) : "");
}

function porcentaje(entero, d = 0, decimales = d) {
  const texto = numero(entero, d, decimales);
  return texto === VACIO ? texto : texto + "%";
}

function soles(centimos, decimales = 2) {
  const texto = numero(centimos, 2, decimales);
  return texto === VACIO ? texto : `S/${DURO}${texto}`;
}

/* Para lo que se lee de un vistazo; desde un millón, en millones con un decimal. */
function enBreve(centimos) {
  if (centimos === null) return VACIO;
  if (Math.abs(centimos) < 1e8) return soles(centimos, 0);
  const millones = numero(centimos, 8, 1);
  return `S/${DURO}${millones}${DURO}${millones === "1.0" ? "millón" : "millones"}`;
}

function fecha(iso) {
  if (!iso) return VACIO;
  const [a, m, d] = iso.split("-");
  return `${Number(d)}${DURO}de ${MESES[m - 1]} de ${a}`;
}

const fechaCorta = iso => (iso ? iso.split("-").reverse().join("/") : VACIO);
const mes = clave => (clave ? `${MESES[clave.slice(5, 7) - 1]} de ${clave.slice(0, 4)}` : VACIO);
const mesCorto = clave => MESES[clave.slice(5, 7) - 1].slice(0, 3);
const cuantas = (n, una, varias) => `${numero(n)} ${n === 1 ? una : varias}`;
const dias = (desde, hasta) => Math.round((Date.parse(hasta) - Date.parse(desde)) / 864e5);
const sinTildes = texto => texto.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
