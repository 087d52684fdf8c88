-- Donde un mismo código viene con dos nombres (con tilde y sin ella) se toma siempre el mismo: max, y no any_value.
-- El gasto en proyectos del pliego, o en las inversiones pedidas, hasta el mes de corte; de todos los años ingresados.
CREATE TEMP TABLE gasto_de AS
SELECT
    producto_proyecto AS cui, ano_eje AS anio, mes_eje AS mes, sec_ejec,
    max(producto_proyecto_nombre) AS nombre, max(ejecutora_nombre) AS ejecutora,
    max(funcion_nombre) AS funcion,
    bool_or(coalesce(nivel_gobierno, '') = getvariable('nivel') AND coalesce(pliego, '') = getvariable('pliego')) AS del_pliego,
    sum(monto_pia) AS pia, sum(monto_pim) AS pim, sum(monto_certificado) AS certificado,
    sum(monto_devengado) AS devengado, max(archivo) AS archivo
FROM gasto
WHERE tipo_act_proy = getvariable('proyecto')
    AND producto_proyecto NOT IN («genericos»)
    AND ano_eje <= getvariable('anio')
    AND ((nivel_gobierno = getvariable('nivel') AND pliego = getvariable('pliego')) OR producto_proyecto IN (SELECT cui FROM pedidos))
GROUP BY producto_proyecto, ano_eje, mes_eje, sec_ejec;

-- Hasta qué mes llega el gasto ingresado de cada año; ninguno pasa del corte pedido.
CREATE TEMP TABLE cortes AS
SELECT
    anio,
    CASE WHEN anio = getvariable('anio') THEN least(ultimo, getvariable('mes')) ELSE ultimo END AS mes
FROM (SELECT ano_eje AS anio, max(mes_eje) AS ultimo FROM gasto WHERE mes_eje > 0 GROUP BY ano_eje);

-- Los códigos de ejecutora del pliego: con ellos se hallan sus inversiones en el Banco, que no trae el pliego.
CREATE TEMP TABLE ejecutoras_del_pliego AS
SELECT DISTINCT sec_ejec FROM gasto
WHERE nivel_gobierno = getvariable('nivel') AND pliego = getvariable('pliego') AND sec_ejec IS NOT NULL;

CREATE TEMP TABLE del_banco AS
SELECT * FROM inversiones
WHERE (clase = 'activa' AND sec_ejec IN (SELECT sec_ejec FROM ejecutoras_del_pliego))
    OR cui IN (SELECT cui FROM pedidos) OR cui IN (SELECT cui FROM gasto_de);

CREATE TEMP TABLE del_f12b AS
SELECT * FROM seguimiento
WHERE cui IN (SELECT cui FROM pedidos UNION SELECT cui FROM gasto_de UNION SELECT cui FROM del_banco)
QUALIFY row_number() OVER (PARTITION BY cui ORDER BY orden DESC, fecha_f12b DESC NULLS LAST, avance_fisico DESC NULLS LAST, problema, accion) = 1;

-- La última consulta ingresada que trae a cada inversión en el año.
CREATE TEMP TABLE de_consulta AS
SELECT cui, max(nombre) AS nombre, sum(pia) AS pia, sum(pim) AS pim, sum(certificado) AS certificado,
    sum(devengado) AS devengado, max(fecha_consulta) AS fecha, max(archivo) AS archivo
FROM (
    SELECT *, max(orden) OVER (PARTITION BY cui) AS ultimo FROM ejecucion
    WHERE cui IN (SELECT cui FROM pedidos) AND anio = getvariable('anio')
        AND (fecha_consulta IS NULL OR fecha_consulta <= make_date(getvariable('anio') + 1, 3, 31))
) WHERE orden = ultimo
GROUP BY cui;
