-- De un mes anterior al corte en que el gasto no trae filas de una inversión con presupuesto, lo devengado es cero: el SIAF
-- solo escribe los meses con movimiento. De los posteriores no se sabe.
WITH con_gasto AS (SELECT DISTINCT cui, anio FROM gasto_de WHERE anio >= getvariable('anio') - 1),
posibles AS (
    SELECT g.cui, g.anio, c.mes AS corte, m.mes::INTEGER AS mes
    FROM con_gasto g JOIN cortes c USING (anio) CROSS JOIN range(1, 13) AS m(mes)
),
flujos AS (SELECT cui, anio, mes, sum(devengado) AS devengado FROM gasto_de WHERE mes > 0 GROUP BY cui, anio, mes),
devengados AS (
    SELECT p.cui, printf('%d-%02d', p.anio, p.mes) AS mes, coalesce(f.devengado, 0)::DECIMAL(18, 2) AS devengado
    FROM posibles p LEFT JOIN flujos f USING (cui, anio, mes) WHERE p.mes <= p.corte
),
actualizados AS (
    SELECT cui, anio_del_archivo AS anio, right(columna, 2) AS m, monto FROM (
        SELECT cui, anio_del_archivo, COLUMNS('^actualizado_') FROM del_f12b
    ) UNPIVOT (monto FOR columna IN (COLUMNS('^actualizado_')))
),
iniciales AS (
    SELECT cui, anio_del_archivo AS anio, right(columna, 2) AS m, monto FROM (
        SELECT cui, anio_del_archivo, COLUMNS('^programado_') FROM del_f12b
    ) UNPIVOT (monto FOR columna IN (COLUMNS('^programado_')))
),
programados AS (
    SELECT 1 AS prioridad, coalesce(a.cui, p.cui) AS cui, printf('%d-%s', coalesce(a.anio, p.anio), coalesce(a.m, p.m)) AS mes,
        coalesce(a.monto, p.monto) AS programado
    FROM actualizados a FULL JOIN iniciales p ON a.cui = p.cui AND a.anio = p.anio AND a.m = p.m
    UNION ALL
    SELECT 2, cui, mes, coalesce(actualizado, programado) FROM seguimiento_mes
    WHERE cui IN (SELECT cui FROM gasto_de UNION SELECT cui FROM pedidos)
),
un_programado AS (SELECT cui, mes, first(programado ORDER BY prioridad, programado DESC) FILTER (programado IS NOT NULL) AS programado FROM programados GROUP BY cui, mes)
SELECT coalesce(d.cui, p.cui) AS cui, coalesce(d.mes, p.mes) AS mes, d.devengado, p.programado
FROM devengados d FULL JOIN un_programado p ON d.cui = p.cui AND d.mes = p.mes
WHERE left(coalesce(d.mes, p.mes), 4)::INTEGER BETWEEN getvariable('anio') - 1 AND getvariable('anio')
ORDER BY 1, 2
