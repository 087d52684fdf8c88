/* La página de un informe, con lo que el navegador puede agregarle: índice que sigue la lectura, búsqueda, tema, enlaces
   para copiar, cuadros que se ordenan y filtran, y fichas que se filtran. Sin él, la página se lee, se imprime y se descarga
   igual. */
"use strict";
(() => {
  const MINIMO_DE_FILAS = 12; // desde cuántas un cuadro se ordena y se filtra
  const uno = (selector, en = document) => en.querySelector(selector);
  const todos = (selector, en = document) => [...en.querySelectorAll(selector)];

  function crear(etiqueta, propiedades = {}, ...hijos) {
    const elemento = Object.assign(document.createElement(etiqueta), propiedades);
    elemento.append(...hijos);
    return elemento;
  }

  /** Sin tildes ni mayúsculas. */
  const llano = (texto) => texto.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // Tema ---------------------------------------------------------------------------------------------------------

  const CLAVE_DEL_TEMA = "sistematizacion.tema";
  const raiz = document.documentElement;

  function aplicarTema(tema) {
    if (tema === "claro" || tema === "oscuro") raiz.dataset.tema = tema;
    else delete raiz.dataset.tema;
  }

  function temaGuardado() {
    try {
      return localStorage.getItem(CLAVE_DEL_TEMA);
    } catch {
      return null; // hay navegadores que no guardan nada de un archivo local
    }
  }

  function guardarTema(tema) {
    try {
      if (tema) localStorage.setItem(CLAVE_DEL_TEMA, tema);
      else localStorage.removeItem(CLAVE_DEL_TEMA);
    } catch {
      // vale mientras la página siga abierta
    }
  }

  function prepararTema() {
    const selector = uno(".tema select");
    selector.value = raiz.dataset.tema ?? "";
    selector.addEventListener("change", () => {
      aplicarTema(selector.value);
      guardarTema(selector.value);
    });
  }

  // Avisos y enlaces que se copian -------------------------------------------------------------------------------

  const aviso = crear("p", { className: "aviso-breve" });
  aviso.setAttribute("role", "status");
  let espera;

  function avisar(texto) {
    clearTimeout(espera);
    aviso.textContent = texto;
    espera = setTimeout(() => aviso.replaceChildren(), 6000);
  }

  async function copiar(texto) {
    try {
      await navigator.clipboard.writeText(texto);
      return true;
    } catch {
      const antes = document.activeElement;
      const campo = crear("textarea", { value: texto });
      campo.style.cssText = "position:fixed;opacity:0";
      document.body.append(campo);
      campo.select();
      const copiado = document.execCommand("copy");
      campo.remove();
      antes?.focus({ preventScroll: true });
      return copiado;
    }
  }

  async function copiarEnlace(id, nombre) {
    const direccion = `${location.href.split("#")[0]}#${encodeURIComponent(id)}`;
    avisar((await copiar(direccion)) ? `Enlace copiado: ${nombre}` : `No se pudo copiar. El enlace es ${direccion}`);
  }

  function prepararEnlaces() {
    for (const figura of todos("figure.cuadro, figure.grafico")) {
      const nombre = uno(".numeral", figura).textContent.replace(/\.$/, "");
      const boton = crear("button", { type: "button", className: "copiar" }, "Copiar enlace");
      boton.setAttribute("aria-label", `Copiar enlace al ${nombre.toLowerCase()}`);
      boton.addEventListener("click", () => copiarEnlace(figura.id, nombre));
      uno(".acciones", figura).append(boton);
    }
    for (const enlace of todos("main :is(h2, h3, h4, h5) > :is(a.numeral, a.ancla)")) {
      const nombre = enlace.parentElement.textContent.trim();
      enlace.title = "Copiar el enlace a esta sección";
      enlace.addEventListener("click", () => copiarEnlace(enlace.parentElement.id, nombre));
    }
  }

  // Índice -------------------------------------------------------------------------------------------------------

  function prepararIndice() {
    const indice = uno("#indice");
    const enlaces = new Map(todos("ol a", indice).map((enlace) => [document.getElementById(enlace.hash.slice(1)), enlace]));
    const pasados = new Set(); // los lugares cuyo comienzo ya subió del tercio de arriba
    let actual;

    function senalar() {
      const alFinal = raiz.scrollTop > 0 && innerHeight + raiz.scrollTop >= raiz.scrollHeight - 2;
      const lugares = [...enlaces.keys()].filter((lugar) => alFinal || pasados.has(lugar));
      const enlace = enlaces.get(lugares.at(-1));
      if (enlace === actual) return;
      actual?.removeAttribute("aria-current");
      enlace?.setAttribute("aria-current", "location");
      actual = enlace;
      if (enlace) mostrar(enlace);
    }

    function mostrar(enlace) {
      const [caja, suya] = [indice.getBoundingClientRect(), enlace.getBoundingClientRect()];
      if (indice.contains(document.activeElement) || (suya.top > caja.top + 40 && suya.bottom < caja.bottom - 40)) return;
      indice.scrollTop += (suya.top + suya.bottom - caja.top - caja.bottom) / 2;
    }

    const lectura = new IntersectionObserver(
      (entradas) => {
        for (const { target, isIntersecting } of entradas) pasados[isIntersecting ? "add" : "delete"](target);
        senalar();
      },
      { rootMargin: "1000000px 0px -67% 0px" },
    );
    for (const lugar of enlaces.keys()) lectura.observe(lugar);
    new IntersectionObserver(senalar, { threshold: [0, 0.5, 0.9, 1] }).observe(uno(".pie"));
    addEventListener("scrollend", senalar);
    prepararPanel(indice);
  }

  /** En el teléfono, el índice entero se abre desde cualquier parte. */
  function prepararPanel(indice) {
    const panel = crear("dialog", { className: "panel" });
    panel.setAttribute("aria-label", "Índice");
    document.body.append(panel);
    uno(".abrir-indice").addEventListener("click", () => {
      const cerrar = crear("button", { type: "button" }, "Cerrar");
      cerrar.addEventListener("click", () => panel.close());
      panel.replaceChildren(crear("p", { className: "rotulo" }, "Índice", cerrar), uno("ol", indice).cloneNode(true));
      panel.showModal();
      const actual = uno("[aria-current]", panel);
      actual?.scrollIntoView({ block: "center" });
      actual?.focus({ preventScroll: true });
    });
    panel.addEventListener("click", (suceso) => {
      if (suceso.target === panel || suceso.target.closest("a")) panel.close();
    });
  }

  // Búsqueda -----------------------------------------------------------------------------------------------------

  const BLOQUES = "p, li, dt, dd, th, td, caption, figcaption, h2, h3, h4, h5, footer, .valor, .rotulo, .detalle";
  const AJENO = ".acciones, svg, script, style";

  /** El texto del informe, llano y en una sola cadena, y de qué nodo y posición sale cada letra. */
  function leerTexto() {
    const nodos = [];
    const lugares = []; // de cada letra: su nodo, dónde empieza y cuánto mide en él
    let texto = "";
    let anterior = null;

    function agregar(letra, posicion) {
      const simple = /\s/.test(letra) ? " " : llano(letra).replace("\u00ad", ""); // el guion blando no se busca
      for (const parte of simple) {
        if (parte === " " && (texto.endsWith(" ") || texto.endsWith("\n"))) continue;
        texto += parte;
        lugares.push([nodos.length - 1, posicion, letra.length]);
      }
    }

    const paseo = document.createTreeWalker(uno("main"), NodeFilter.SHOW_TEXT);
    for (let nodo = paseo.nextNode(); nodo; nodo = paseo.nextNode()) {
      const bloque = nodo.parentElement.closest(BLOQUES);
      if (!bloque || nodo.parentElement.closest(AJENO)) continue;
      if (bloque !== anterior) {
        texto += "\n"; // nada se encuentra a caballo de dos bloques
        lugares.push(null);
      }
      anterior = bloque;
      nodos.push(nodo);
      let posicion = 0;
      for (const letra of nodo.data) {
        agregar(letra, posicion);
        posicion += letra.length;
      }
    }

    return { texto, rango };

    function rango(desde, hasta) {
      const hallado = new Range();
      hallado.setStart(nodos[lugares[desde][0]], lugares[desde][1]);
      hallado.setEnd(nodos[lugares[hasta - 1][0]], lugares[hasta - 1][1] + lugares[hasta - 1][2]);
      return hallado;
    }
  }

  function buscar(pedido) {
    const { texto, rango } = leerTexto();
    const hallados = [];
    for (let i = texto.indexOf(pedido); i >= 0; i = texto.indexOf(pedido, i + pedido.length)) {
      hallados.push(rango(i, i + pedido.length));
    }
    return hallados;
  }

  /** Pinta lo hallado sin tocar el documento, donde el navegador lo permite. */
  const conPintura = {
    pintar(hallados) {
      if (hallados.length) CSS.highlights.set("hallados", new Highlight(...hallados));
    },
    elegir(hallado) {
      const este = new Highlight(hallado);
      este.priority = 1;
      CSS.highlights.set("este", este);
    },
    borrar() {
      CSS.highlights.delete("hallados");
      CSS.highlights.delete("este");
    },
  };

  /** Donde no, envuelve solo lo elegido en <mark>, y al quitarlo deja los textos como estaban. */
  const conMarcas = {
    pintar() {},
    elegir(hallado) {
      this.borrar();
      const paseo = document.createTreeWalker(hallado.commonAncestorContainer.parentElement, NodeFilter.SHOW_TEXT);
      const [inicio, desde, fin, hasta] = [hallado.startContainer, hallado.startOffset, hallado.endContainer, hallado.endOffset];
      const tramos = [];
      for (let nodo = paseo.nextNode(); nodo; nodo = paseo.nextNode()) {
        if (hallado.intersectsNode(nodo)) tramos.push([nodo, nodo === inicio ? desde : 0, nodo === fin ? hasta : nodo.length]);
      }
      for (const [nodo, a, b] of tramos.reverse().filter(([, a, b]) => b > a)) {
        const tramo = new Range();
        tramo.setStart(nodo, a);
        tramo.setEnd(nodo, b);
        tramo.surroundContents(crear("mark", { className: "este" }));
      }
    },
    borrar() {
      for (const marca of todos("main mark.este")) {
        const padre = marca.parentNode;
        marca.replaceWith(...marca.childNodes);
        padre.normalize();
      }
    },
  };

  function prepararBusqueda() {
    const formulario = uno(".buscador");
    const campo = uno("input", formulario);
    const cuenta = uno(".hallados", formulario);
    const botones = todos("button", formulario);
    const pintor = window.Highlight && CSS.highlights ? conPintura : conMarcas;
    let hallados = [];
    let cual = -1;

    const pedido = () => llano(campo.value).replace(/\s+/g, " ").trim();

    function empezar() {
      pintor.borrar();
      cual = -1;
      hallados = pedido().length > 1 ? buscar(pedido()) : [];
      pintor.pintar(hallados);
      for (const boton of botones) boton.hidden = !hallados.length;
      cuenta.textContent = pedido().length > 1 ? (hallados.length ? contar() : "Nada") : "";
    }

    const contar = () => (cual < 0 ? `${hallados.length} ${hallados.length > 1 ? "veces" : "vez"}` : `${cual + 1} de ${hallados.length}`);

    function ir(paso) {
      if (!hallados.length) return;
      if (cual >= 0 || paso > 0) cual = (cual + paso + hallados.length) % hallados.length;
      else cual = hallados.length - 1;
      if (pintor === conMarcas) {
        pintor.borrar(); // los nodos de antes pudieron cambiar
        hallados = buscar(pedido());
      }
      const hallado = hallados[cual];
      const padre = hallado.startContainer.parentElement;
      padre.closest("tr[hidden]")?.closest("table").dispatchEvent(new Event("mostrar-todo"));
      padre.closest(".ficha[hidden]")?.parentElement.dispatchEvent(new Event("mostrar-todo"));
      padre.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const caja = hallado.getBoundingClientRect();
      if (caja.top < 120 || caja.bottom > innerHeight - 40) {
        scrollBy({ top: caja.top - innerHeight / 2, behavior: "instant" });
      }
      pintor.elegir(hallado);
      cuenta.textContent = contar();
    }

    /** Termina de buscar y deja el foco en lo hallado, para seguir leyendo desde ahí. */
    function cerrar() {
      const bloque = hallados[cual]?.startContainer.parentElement.closest(BLOQUES);
      campo.value = "";
      empezar();
      if (!bloque) return;
      bloque.tabIndex = -1;
      bloque.focus({ preventScroll: true });
      bloque.addEventListener("blur", () => bloque.removeAttribute("tabindex"), { once: true });
    }

    campo.addEventListener("input", empezar);
    formulario.addEventListener("submit", (suceso) => suceso.preventDefault());
    formulario.addEventListener("keydown", (suceso) => {
      if (suceso.key === "Escape") {
        suceso.preventDefault();
        cerrar();
      } else if (suceso.key === "Enter" && suceso.target === campo) {
        suceso.preventDefault();
        ir(suceso.shiftKey ? -1 : 1);
      }
    });
    uno(".anterior", formulario).addEventListener("click", () => ir(-1));
    uno(".siguiente", formulario).addEventListener("click", () => ir(1));
    document.addEventListener("cuadro-ordenado", () => pedido() && empezar());
    addEventListener("keydown", (suceso) => {
      // Con Ctrl y no una tecla sola, que quien dicta o usa un pulsador dispararía sin querer (WCAG 2.1.4)
      if (suceso.key.toLowerCase() !== "k" || !(suceso.ctrlKey || suceso.metaKey) || suceso.altKey || uno("dialog[open]")) return;
      suceso.preventDefault();
      campo.focus();
      campo.select();
    });
  }

  // Cuadros ------------------------------------------------------------------------------------------------------

  const orden = new Intl.Collator("es", { numeric: true, sensitivity: "base" });
  const MESES = "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre".split(" ");

  /** Por qué se ordena una celda: un número, un texto o, si está vacía, nada. */
  function valorDe(celda) {
    const texto = celda.textContent.replace(/\s+/g, " ").trim();
    const cifra = uno("data.cifra", celda);
    if (uno(".vacio", celda) || !texto) return null;
    if (cifra && celda.classList.contains("num")) return Number(cifra.value);
    return fechaDe(texto) ?? (celda.classList.contains("num") ? numeroDe(texto) : null) ?? texto;
  }

  function numeroDe(texto) {
    const hallado = /[−-]?\d[\d,]*(\.\d+)?/.exec(texto);
    if (!hallado) return null;
    return Number(hallado[0].replace(/,/g, "").replace("−", "-")) * (/mill(ón|ones)/.test(texto) ? 1e6 : 1);
  }

  function fechaDe(texto) {
    const corta = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(texto);
    if (corta) return Date.UTC(corta[3], corta[2] - 1, corta[1]);
    const larga = /^(\d{1,2}) de (\p{L}+) de (\d{4})$/u.exec(texto);
    const mes = larga ? MESES.indexOf(larga[2].replace("septiembre", "setiembre")) : -1;
    return mes < 0 ? null : Date.UTC(larga[3], mes, larga[1]);
  }

  /** Los números van antes que los textos; lo vacío, siempre al final. */
  function comparar(a, b, sentido) {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return sentido * (typeof a === "number" ? a - b : orden.compare(a, b));
  }

  /** El encabezado de cada columna, aunque la cabecera tenga dos renglones. */
  function encabezadosDe(tabla) {
    const columnas = [];
    const ocupadas = new Set();
    [...tabla.tHead.rows].forEach((fila, y) => {
      let x = 0;
      for (const celda of fila.cells) {
        while (ocupadas.has(`${x},${y}`)) x += 1;
        for (let i = 0; i < celda.colSpan; i += 1) {
          for (let j = 0; j < celda.rowSpan; j += 1) ocupadas.add(`${x + i},${y + j}`);
        }
        if (celda.colSpan === 1) columnas[x] = celda;
        x += celda.colSpan;
      }
    });
    return columnas;
  }

  const esGrupo = (fila) => fila.classList.contains("grupo");
  const esTotal = (fila) => fila.classList.contains("total");

  function hacerOrdenable(tabla) {
    const cuerpo = tabla.tBodies[0];
    const originales = [...cuerpo.rows];
    const columnas = encabezadosDe(tabla);
    let actual = { columna: -1, sentido: 0 };
    if (originales.some((fila) => !esGrupo(fila) && (fila.cells.length !== columnas.length || uno("[rowspan], [colspan]", fila)))) return;

    /** Las filas ordenadas dentro de cada grupo, cuyo total sigue al final. */
    function ordenadas({ columna, sentido }) {
      const tramos = [];
      for (const fila of originales) {
        if (esGrupo(fila) || !tramos.length) tramos.push([]);
        tramos.at(-1).push(fila);
      }
      const rango = (fila) => (esGrupo(fila) ? 0 : esTotal(fila) ? 2 : 1);
      return tramos.flatMap((tramo) => {
        const claves = new Map(tramo.map((fila) => [fila, rango(fila) === 1 ? valorDe(fila.cells[columna]) : null]));
        return tramo.sort((a, b) => rango(a) - rango(b) || comparar(claves.get(a), claves.get(b), sentido));
      });
    }

    function poner({ columna, sentido }) {
      cuerpo.append(...(sentido ? ordenadas({ columna, sentido }) : originales));
    }

    function elegir(columna) {
      const sentido = actual.columna === columna ? { 1: -1, "-1": 0, 0: 1 }[actual.sentido] : 1;
      actual = { columna, sentido };
      columnas.forEach((celda, i) => {
        celda.removeAttribute("aria-sort");
        if (i === columna && sentido) celda.setAttribute("aria-sort", sentido > 0 ? "ascending" : "descending");
      });
      poner(actual);
      document.dispatchEvent(new Event("cuadro-ordenado"));
    }

    columnas.forEach((celda, i) => {
      const boton = crear("button", { type: "button", className: "orden", title: "Ordenar por esta columna" }, ...celda.childNodes);
      boton.addEventListener("click", () => elegir(i));
      celda.append(boton);
    });
    addEventListener("beforeprint", () => poner({ sentido: 0 }));
    addEventListener("afterprint", () => poner(actual));
  }

  function hacerFiltrable(tabla, numero) {
    const filas = [...tabla.tBodies[0].rows];
    const datos = filas.filter((fila) => !esGrupo(fila) && !esTotal(fila));
    const campo = crear("input", { type: "search", id: `filtro-${numero}`, autocomplete: "off" });
    const etiqueta = crear("label", { htmlFor: campo.id }, "Filtrar filas");
    const cuenta = crear("span");
    cuenta.setAttribute("role", "status");
    let grupo = null;
    const textos = new Map(); // de cada fila, el suyo y el del grupo en que está
    const deGrupo = new Map();
    for (const fila of filas) {
      if (esGrupo(fila)) grupo = fila;
      deGrupo.set(fila, grupo);
      textos.set(fila, llano(`${grupo?.textContent ?? ""} ${[...fila.cells].map((c) => c.textContent).join(" ")}`));
    }

    function filtrar() {
      const palabras = llano(campo.value).split(/\s+/).filter(Boolean);
      const vistas = new Set(datos.filter((fila) => palabras.every((palabra) => textos.get(fila).includes(palabra))));
      const grupos = new Set([...vistas].map((fila) => deGrupo.get(fila)));
      // Un total no es el de las filas que quedan a la vista: se oculta mientras se filtra
      for (const fila of filas) fila.hidden = palabras.length > 0 && !(esGrupo(fila) ? grupos : vistas).has(fila);
      cuenta.textContent = palabras.length ? `${vistas.size} de ${datos.length} filas` : "";
    }

    campo.addEventListener("input", filtrar);
    campo.addEventListener("keydown", (suceso) => {
      if (suceso.key !== "Escape") return;
      suceso.preventDefault();
      campo.value = "";
      filtrar();
    });
    tabla.addEventListener("mostrar-todo", () => {
      campo.value = "";
      filtrar();
    });
    campo.setAttribute("aria-label", `Filtrar filas del ${uno(".numeral", tabla).textContent.toLowerCase().replace(/\.$/, "")}`);
    uno(".acciones", tabla.closest("figure")).prepend(crear("div", { className: "filtro" }, etiqueta, campo, cuenta));
  }

  function prepararCuadros() {
    todos("figure.cuadro table").forEach((tabla, numero) => {
      if (uno("tbody", tabla) && todos("tbody > tr:not(.grupo)", tabla).length >= MINIMO_DE_FILAS) {
        hacerOrdenable(tabla);
        hacerFiltrable(tabla, numero + 1);
      }
    });
    // El marco en que la tabla cabe no hace falta recorrerlo con el teclado
    const medidor = new ResizeObserver((medidas) => {
      for (const { target: marco } of medidas) {
        if (marco.scrollWidth > marco.clientWidth) marco.tabIndex = 0;
        else marco.removeAttribute("tabindex");
      }
    });
    for (const marco of todos(".marco")) medidor.observe(marco);
  }

  // Fichas -------------------------------------------------------------------------------------------------------

  const FILTROS = { region: "Región", tema: "Tema", criterio: "Criterio", nivel: "Nivel de gobierno", etapa: "Etapa" };

  /** Un buscador y un selector por cada dato que distingue a unas fichas de otras; se cumplen todos a la vez. */
  function hacerFiltrables(lista) {
    const fichas = todos(":scope > .ficha", lista);
    const textos = new Map(fichas.map((ficha) => [ficha, llano(ficha.textContent)]));
    const valores = (ficha, dato) => (ficha.dataset[dato] ?? "").split(dato === "region" ? ";" : "\n").filter(Boolean);
    const formulario = crear("form", { className: "filtros" });
    formulario.setAttribute("role", "search");
    formulario.setAttribute("aria-label", "Filtrar las fichas");
    const cuenta = crear("p");
    cuenta.setAttribute("role", "status");
    cuenta.setAttribute("aria-live", "polite");

    function poner(control, id, nombre) {
      control.id = id;
      formulario.append(crear("div", {}, crear("label", { htmlFor: id }, nombre), control));
      return control;
    }

    const campo = poner(crear("input", { type: "search", autocomplete: "off" }), "filtro-texto", "Palabras de la ficha");
    const selectores = new Map();
    for (const [dato, nombre] of Object.entries(FILTROS)) {
      const distintos = [...new Set(fichas.flatMap((ficha) => valores(ficha, dato)))].sort(orden.compare);
      if (distintos.length < 2) continue;
      const opciones = distintos.map((valor) => crear("option", { value: valor }, valor));
      selectores.set(dato, poner(crear("select", {}, crear("option", { value: "" }, "Cualquiera"), ...opciones), `filtro-${dato}`, nombre));
    }
    const quitar = crear("button", { type: "button" }, "Quitar los filtros");
    formulario.append(crear("div", {}, quitar), cuenta);

    function filtrar() {
      const palabras = llano(campo.value).split(/\s+/).filter(Boolean);
      let vistas = 0;
      for (const ficha of fichas) {
        const cumple = [...selectores].every(([dato, { value }]) => !value || valores(ficha, dato).includes(value));
        ficha.hidden = !cumple || !palabras.every((palabra) => textos.get(ficha).includes(palabra));
        vistas += !ficha.hidden;
      }
      cuenta.textContent = `${vistas} de ${fichas.length} fichas`;
    }

    function mostrarTodas() {
      formulario.reset();
      filtrar();
    }

    /** Un enlace a una ficha oculta la vuelve a mostrar. */
    function llegar() {
      const ficha = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".ficha");
      if (!ficha?.hidden || ficha.parentElement !== lista) return;
      mostrarTodas();
      ficha.scrollIntoView();
    }

    formulario.addEventListener("input", filtrar);
    formulario.addEventListener("submit", (suceso) => suceso.preventDefault());
    quitar.addEventListener("click", mostrarTodas);
    lista.addEventListener("mostrar-todo", mostrarTodas);
    addEventListener("hashchange", llegar);
    document.addEventListener("click", (suceso) => suceso.target.closest?.(`a[href="${location.hash}"]`) && llegar());
    lista.prepend(formulario);
    filtrar();
  }

  function prepararFichas() {
    todos(".fichas").filter((lista) => todos(":scope > .ficha", lista).length > 1).forEach(hacerFiltrables);
  }

  aplicarTema(temaGuardado());
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(aviso);
    uno(".herramientas").hidden = false;
    for (const preparar of [prepararTema, prepararEnlaces, prepararIndice, prepararBusqueda, prepararCuadros, prepararFichas]) preparar();
  });
})();
